import { stepsOfAdministrator } from './steps'

const done = (...given: Parameters<typeof stepsOfAdministrator>) =>
  stepsOfAdministrator(...given).map((it) => `${it.word} ${it.to} ${it.done}`)

describe('the first steps of an administrator', () => {
  it('are all still to be done on an empty ledger', () => {
    expect(done([], [{ role: 'administrator' }], true, false)).toEqual([
      'first.platform /platforms false',
      'first.recognition /platforms false',
      'first.account /accounts false',
      'first.secondPerson /accounts false',
    ])
  })

  it('lead to the platform that is registered and not recognised', () => {
    expect(done([{ id: 'p-1' }], [], false, false)).toEqual([
      'first.platform /platforms true',
      'first.recognition /platforms/p-1 false',
      'first.account /accounts false',
      'first.secondPerson /accounts true',
    ])
  })

  it('are done by what the ledger holds: a platform recognised, an account of one, and a second person', () => {
    const holds = (missing: boolean) =>
      stepsOfAdministrator([{ id: 'p-1', recognisedFrom: '2024-11-01' }], [{ role: 'platform' }], missing, false)
    expect(holds(false).map((it) => it.done)).toEqual([true, true, true, true])
    expect(holds(true).map((it) => it.done)).toEqual([true, true, true, false])
  })

  it('are none once there is a contract, also where people come by an issuer and one administrator is alone', () => {
    expect(done([{ id: 'p-1', recognisedFrom: '2024-11-01' }], [{ role: 'administrator' }], true, true)).toEqual([])
  })
})
