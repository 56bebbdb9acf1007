import { platformIdOf, refuse } from '@pilot-ledger/kernel'
import { type Answer, type Headers, ServiceFixture } from '../../service/src/service-fixture.spec-support'
import { noon, registered } from './domain/given.spec-support'
import { PlatformsRecordingModule, PUBLISHED_FIGURE_CHECK, type PublishedFigureCheck } from './recording'
import { PlatformsReportingModule, REGISTER_LOG, readDirectly } from './reporting'

/** The catalogue of these tests: two figures. */
export const knowsTwoFigures: PublishedFigureCheck = ({ figure }) =>
  ['contractAmount', 'projects'].includes(figure)
    ? undefined
    : refuse('unknown-figure-code', { pointer: '/figure', zh: '没有该指标', en: 'no such figure' })

/** The register over HTTP, on a real log; the day is 2025-09-15 unless said otherwise. */
export class RegisterService {
  day = '2025-09-15'
  private service!: ServiceFixture

  static async open(): Promise<RegisterService> {
    const register = new RegisterService()
    register.service = await ServiceFixture.open({
      clock: () => noon(register.day),
      modules: [PlatformsRecordingModule, PlatformsReportingModule],
      providers: (log) => [
        { provide: PUBLISHED_FIGURE_CHECK, useValue: knowsTwoFigures },
        { provide: REGISTER_LOG, useValue: readDirectly(log) },
      ],
    })
    return register
  }

  restart = () => this.service.restart()
  close = () => this.service.close()
  size = () => this.service.size()

  post(path: string, body: unknown, headers: Headers = {}): Promise<Answer> {
    return this.service.send('POST', path, body, headers)
  }

  get(path: string): Promise<Answer> {
    return this.service.send('GET', path)
  }

  /** Registers the platform of the tests and gives its path. */
  async registered(): Promise<string> {
    await this.post('/api/platforms', registered.data)
    return `/api/platforms/${platformIdOf(registered.data.name)}`
  }
}
