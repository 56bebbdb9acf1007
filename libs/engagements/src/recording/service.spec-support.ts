import type { RecordedEvent } from '@pilot-ledger/event-log'
import { engagementIdOf, isRefusal, type OldChangeRule, type Party, platformIdOf } from '@pilot-ledger/kernel'
import { decideRecord, platformRules, platformStream } from '@pilot-ledger/platforms'
import { type Answer, type Headers, ServiceFixture } from '../../../service/src/service-fixture.spec-support'
import { engagementStream } from '../domain/events'
import { type Of, signed, TODAY } from '../domain/given.spec-support'
import { engagementRules } from '../domain/rules'
import { EngagementsRecordingModule } from '.'

export { type Answer, personHeader } from '../../../service/src/service-fixture.spec-support'

const PLATFORM_NAME = '中山市精密仪器与智能装备中试平台'
const HOST: Party = { id: { scheme: 'uscc', value: '123502001549897397' }, name: '示例大学中山研究院' }
export const PLATFORM = platformIdOf(PLATFORM_NAME)
export const CONTRACT_NO = 'ZSJM-001'
/** Where the contract of the tests answers. */
export const CONTRACT = `/api/engagements/${engagementIdOf(PLATFORM, CONTRACT_NO)}`

interface OpenApi {
  readonly components: object
  readonly paths: Readonly<
    Record<
      string,
      Record<
        string,
        {
          responses: Record<string, { content?: Record<string, { schema: object }> }>
        }
      >
    >
  >
}

/** A signing as a clerk sends it, on the platform of the tests. */
export const signing = (data: Partial<Of<'ContractSigned'>> = {}) => signed({ platform: PLATFORM, ...data }).data

/** The recording side of contracts over HTTP, on a real log; the day is 2025-09-01. */
export class EngagementService {
  private constructor(private readonly service: ServiceFixture) {}

  /** With one platform on the register; under a rule of two persons, who asks is said by the header `x-person`. */
  static async open(oldChange?: OldChangeRule): Promise<EngagementService> {
    const modules = [EngagementsRecordingModule]
    const service = new EngagementService(await ServiceFixture.open({ clock, oldChange, modules }))
    await service.register()
    return service
  }

  restart = () => this.service.restart()
  close = () => this.service.close()
  size = () => this.service.size()

  post(path: string, body: unknown, headers: Headers = {}): Promise<Answer> {
    return this.service.send('POST', path, body, headers)
  }

  /** What the OpenAPI document says. */
  async document(): Promise<OpenApi> {
    return (await this.service.send('GET', '/openapi.json')).body
  }

  /** Signs the contract of the tests. */
  sign(data: Partial<Of<'ContractSigned'>> = {}, headers: Headers = {}): Promise<Answer> {
    return this.post('/api/engagements', signing(data), headers)
  }

  /** What the contract's stream holds. */
  async entries(contractNo = CONTRACT_NO): Promise<readonly RecordedEvent[]> {
    return (await this.service.log.readStream(engagementStream(engagementIdOf(PLATFORM, contractNo)))).events
  }

  /** Signs a contract in a stream of that id, as an earlier version named it. */
  async signedUnder(id: string, data: Partial<Of<'ContractSigned'>>): Promise<void> {
    const answer = await this.service.recorder.record({
      stream: engagementStream(id),
      rules: engagementRules,
      decide: () => [signed({ platform: PLATFORM, ...data })],
      actor: '王工',
      correlationId: 'earlier',
      requestHash: '0'.repeat(64),
    })
    if (isRefusal(answer)) throw new Error(answer.en)
  }

  private async register(): Promise<void> {
    const content = {
      type: 'PlatformRegistered',
      data: { name: PLATFORM_NAME, host: HOST, town: '火炬开发区', fields: ['精密仪器'], registeredOn: '2024-12-02' },
    } as const
    const answer = await this.service.recorder.record({
      stream: platformStream(PLATFORM),
      rules: platformRules,
      decide: (history, today) => decideRecord(history, content, today),
      actor: '王工',
      correlationId: 'register',
      requestHash: '0'.repeat(64),
    })
    if (isRefusal(answer)) throw new Error(answer.en)
  }
}

const clock = () => Date.parse(`${TODAY}T12:00:00+08:00`)
