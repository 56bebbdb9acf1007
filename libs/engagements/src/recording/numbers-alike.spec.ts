import { engagementIdOf, engagementIdsOf, formerNumberKey } from '@pilot-ledger/kernel'
import { batch, paid } from '../domain/given.spec-support'
import { CONTRACT, CONTRACT_NO, EngagementService, PLATFORM, signing } from './service.spec-support'

let service: EngagementService
beforeEach(async () => {
  service = await EngagementService.open()
})
afterEach(() => service.close())

/** One number as it may be typed or forged: all that looks the same. */
const alike = (no: string) => [
  no.toLowerCase(),
  [...no].join(' '),
  no.replace(/[A-Z0-9]/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0)),
  ...['\ufe00', '\u034f', '\u200b', '\u3164', '\u{e0100}', '\u180b'].map(
    (it) => `${no.slice(0, 1)}${it}${no.slice(1)}${it}`,
  ),
]
const CYRILLIC_H = '\u041d'

describe('given a number on the ledger, whatever looks like it is the same number (H6)', () => {
  it('then a contract is not signed under it again', async () => {
    await service.sign()
    for (const contractNo of alike(CONTRACT_NO))
      expect((await service.sign({ contractNo })).body).toMatchObject({ status: 409, code: 'contract-exists' })
    expect(await service.size()).toBe(2)
  })

  it.each([
    ['payments', 'bankReference', { ...paid('10.00', 'HD-1').data }, 'HD-1'],
    ['batches', 'batchNo', { ...batch({ batchNo: 'HD-1' }).data }, 'HD-1'],
    ['deliverables', 'deliverableNo', { acceptedOn: '2025-07-01', acceptedBy: '项目部' }, 'HD-1'],
    [
      'registrations',
      'registrationNo',
      { regime: '现行办法', dealAmount: '1000.00', technologyAmount: '0.00', registeredOn: '2025-04-01' },
      'HD-1',
    ],
  ])('then nothing is recorded under it twice: %s', async (route, field, data, no) => {
    await service.sign()
    expect((await service.post(`${CONTRACT}/${route}`, { ...data, [field]: no })).status).toBe(201)
    for (const other of alike(no))
      expect((await service.post(`${CONTRACT}/${route}`, { ...data, [field]: other })).status).toBe(409)
    const forged = await service.post(`${CONTRACT}/${route}`, { ...data, [field]: no.replace('H', CYRILLIC_H) })
    expect(forged.body).toMatchObject({ status: 400, code: 'mixed-scripts' })
    expect(JSON.stringify(forged.body)).toContain(`“${CYRILLIC_H}”（U+041D）是西里尔字母`)
    expect(await service.size()).toBe(3)
  })
})

describe('given a ledger of an earlier version, where marks nobody sees made another number', () => {
  const odd = 'ZS\ufe00-7'
  const [former] = engagementIdsOf(PLATFORM, odd)

  it('then what was signed under such a number is found where it stands', async () => {
    expect(formerNumberKey(odd)).not.toBe(formerNumberKey('ZS-7'))
    await service.signedUnder(former, { contractNo: odd, kind: 'framework' })
    expect((await service.sign({ contractNo: odd })).body).toMatchObject({ code: 'contract-exists' })
    const callOff = await service.sign({ contractNo: 'ZS-8', kind: 'callOff', parent: odd })
    expect(callOff.status).toBe(201)
    expect((await service.post(`/api/engagements/${former}/payments`, paid('1.00').data)).status).toBe(201)
  })

  it('then nothing signed under an ordinary number moves, and a new odd number is the ordinary one', async () => {
    expect(engagementIdsOf(PLATFORM, 'ZS-7')).toHaveLength(1)
    const signed = await service.post('/api/engagements', signing({ contractNo: odd }))
    expect(signed.body).toMatchObject({ id: engagementIdOf(PLATFORM, 'ZS-7') })
    expect((await service.sign({ contractNo: 'ZS-7' })).body).toMatchObject({ code: 'contract-exists' })
  })
})
