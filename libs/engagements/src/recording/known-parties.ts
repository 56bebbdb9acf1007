import { Inject, Injectable, Optional } from '@nestjs/common'
import { type BusinessDate, numberKey, type Refusal, refuse } from '@pilot-ledger/kernel'
import { platformRules, platformStream } from '@pilot-ledger/platforms'
import { Recorder } from '@pilot-ledger/recording'
import type { EngagementChange, EngagementHistory } from '../domain/decide'
import { type ContractSigned, engagementStream } from '../domain/events'
import { engagementRules } from '../domain/rules'
import type { EngagementState } from '../domain/state'
import { contractIdOf } from './contract-id'
import { LIVE_CALL_OFFS, type LiveCallOff, type LiveCallOffs } from './live-call-offs'

/**
 * What a signing leans on outside its own stream: its platform, and a call-off's framework. Looked up before deciding; a
 * platform once registered stays, so a hit is remembered.
 */
@Injectable()
export class KnownParties {
  private readonly platforms = new Set<string>()

  constructor(
    private readonly recorder: Recorder,
    @Optional() @Inject(LIVE_CALL_OFFS) private readonly callOffs?: LiveCallOffs,
  ) {}

  /**
   * `at` where the signing stands in a correction; '' for a new one. Refusals: `unknown-platform`, `unknown-parent`,
   * `framework-terminated`, `call-off-before-framework`.
   */
  async refuseStranger(signed: ContractSigned['data'], at = ''): Promise<Refusal | undefined> {
    if (!(await this.knowsPlatform(signed.platform))) {
      return refuse('unknown-platform', {
        pointer: `${at}/platform`,
        zh: '平台未登记',
        en: 'the platform is not registered',
        facts: { platform: signed.platform },
      })
    }
    if (signed.kind !== 'callOff' || signed.parent === undefined) return undefined
    const own = await contractIdOf(this.recorder, signed.platform, signed.contractNo)
    const parentId = await contractIdOf(this.recorder, signed.platform, signed.parent)
    // A contract called off from itself would stand beside nothing and count for nothing.
    const framework = parentId === own ? undefined : await this.stateOf(parentId)
    if (framework?.terms?.kind !== 'framework') return unknownParent(signed.parent, at)
    const terminatedOn = framework.terminated?.on
    // A correction of a call-off that stands: only where it moves is it judged by its framework anew, and a framework that
    // ended since was there when it was called off.
    const before = at === '' ? undefined : (await this.stateOf(own)).terms
    const stays = before?.parent !== undefined && numberKey(before.parent) === numberKey(signed.parent)
    if (stays && before.signedOn === signed.signedOn) return undefined
    const wasThere = stays && terminatedOn !== undefined && signed.signedOn <= terminatedOn
    return outsideFramework(signed, framework.terms.signedOn, wasThere ? undefined : terminatedOn, at)
  }

  /**
   * What call-offs lean on is neither voided nor made another kind of contract (`framework-has-call-offs`), nor signed after
   * them (`call-off-before-framework`).
   */
  refuseUncovered(engagementId: string, change: EngagementChange, history: EngagementHistory): Refusal | undefined {
    const target = history.live.find((it) => it.id === (change.kind === 'void' ? change.voids : change.corrects))
    if (target?.content.type !== 'ContractSigned' || target.content.data.kind !== 'framework') return undefined
    const callOffs = this.callOffs?.(engagementId) ?? []
    if (callOffs.length === 0) return undefined
    if (change.kind === 'correction') {
      if (change.content.type !== 'ContractSigned') return undefined
      const { kind, signedOn } = change.content.data
      if (kind === 'framework') return leftBefore(callOffs, target.content.data.signedOn, signedOn)
    }
    return refuse('framework-has-call-offs', {
      rule: 'H11',
      pointer: change.kind === 'void' ? '/voids' : '/content/data/kind',
      zh: '框架协议下尚有订单，不能作废或改为其他类型；请先更正或作废订单',
      en: 'call-offs lean on this framework; correct or void them before it is voided or becomes another kind',
      facts: { callOffs: named(callOffs), count: String(callOffs.length) },
    })
  }

  private async stateOf(engagementId: string): Promise<EngagementState> {
    return (await this.recorder.load(engagementStream(engagementId), engagementRules)).history.state
  }

  private async knowsPlatform(id: string): Promise<boolean> {
    if (this.platforms.has(id)) return true
    const { history } = await this.recorder.load(platformStream(id), platformRules)
    if (!history.state.registration) return false
    this.platforms.add(id)
    return true
  }
}

function unknownParent(parent: string, at: string): Refusal {
  return refuse('unknown-parent', {
    rule: 'H11',
    pointer: `${at}/parent`,
    zh: '该平台没有此框架协议',
    en: 'the platform has no such framework',
    facts: { parent },
  })
}

/** The call-offs that a framework would leave before it, moved from its day to a later one; those that were there already stand. */
function leftBefore(callOffs: readonly LiveCallOff[], from: BusinessDate, to: BusinessDate): Refusal | undefined {
  const left = callOffs.filter((it) => from <= it.signedOn && it.signedOn < to)
  if (left.length === 0) return undefined
  return refuse('call-off-before-framework', {
    rule: 'H11',
    pointer: '/content/data/signedOn',
    zh: '框架协议签订日期晚于其订单的签订日期；请先更正订单',
    en: 'call-offs of this framework are dated before that day; correct them first',
    facts: { callOffs: named(left), count: String(left.length), frameworkSignedOn: to },
  })
}

const named = (callOffs: readonly LiveCallOff[]) =>
  callOffs
    .slice(0, 20)
    .map((it) => it.contractNo)
    .join('、')

/** A call-off is signed while its framework stands: not before it, and not once it is terminated (H8). */
export function outsideFramework(
  { signedOn, parent = '' }: ContractSigned['data'],
  frameworkSignedOn: BusinessDate,
  terminatedOn?: BusinessDate,
  at = '',
): Refusal | undefined {
  if (terminatedOn !== undefined) {
    return refuse('framework-terminated', {
      rule: 'H8',
      pointer: `${at}/parent`,
      zh: '框架协议已终止，不再登记其订单',
      en: 'the framework is terminated: no call-off of it is recorded any more',
      facts: { parent, terminatedOn },
    })
  }
  if (signedOn >= frameworkSignedOn) return undefined
  return refuse('call-off-before-framework', {
    rule: 'H11',
    pointer: `${at}/signedOn`,
    zh: '订单签订日期早于框架协议签订日期',
    en: 'the call-off is dated before its framework was signed',
    facts: { parent, signedOn, frameworkSignedOn },
  })
}
