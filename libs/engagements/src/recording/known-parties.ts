import { Injectable } from '@nestjs/common'
import { engagementIdOf, type Refusal, refuse } from '@pilot-ledger/kernel'
import { platformRules, platformStream } from '@pilot-ledger/platforms'
import { Recorder } from '@pilot-ledger/recording'
import { type ContractSigned, engagementStream } from '../domain/events'
import { engagementRules } from '../domain/rules'

/**
 * What a signing leans on outside its own stream: its platform, and a call-off's framework. Looked up before deciding; a
 * platform once registered stays, so a hit is remembered.
 */
@Injectable()
export class KnownParties {
  private readonly platforms = new Set<string>()

  constructor(private readonly recorder: Recorder) {}

  /** Refusals: `unknown-platform`, `unknown-parent`. */
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
    const parentId = engagementIdOf(signed.platform, signed.parent)
    // A contract called off from itself would stand beside nothing and count for nothing.
    if (parentId !== engagementIdOf(signed.platform, signed.contractNo)) {
      const parent = await this.recorder.load(engagementStream(parentId), engagementRules)
      if (parent.history.state.terms?.kind === 'framework') return undefined
    }
    return refuse('unknown-parent', {
      rule: 'H11',
      pointer: `${at}/parent`,
      zh: '该平台没有此框架协议',
      en: 'the platform has no such framework',
      facts: { parent: signed.parent },
    })
  }

  private async knowsPlatform(id: string): Promise<boolean> {
    if (this.platforms.has(id)) return true
    const { history } = await this.recorder.load(platformStream(id), platformRules)
    if (!history.state.registration) return false
    this.platforms.add(id)
    return true
  }
}
