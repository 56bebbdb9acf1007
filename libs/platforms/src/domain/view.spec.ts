import type { PlatformContent } from './events'
import { given, PARTNER, published, registered } from './given.spec-support'
import { platformView } from './view'

const line = (key: string, from: string): PlatformContent => ({
  type: 'ProductionLineCommissioned',
  data: { key, title: `生产线${key}`, from },
})
const centre: PlatformContent = {
  type: 'JointCentreEstablished',
  data: { key: 'LH-01', title: '联合研发中心', from: '2025-03-18', party: PARTNER },
}
const recognised: PlatformContent = {
  type: 'PlatformRecognized',
  data: { tier: 'municipal', on: '2024-11', batch: '2024' },
}
const retired: PlatformContent = {
  type: 'ProductionLineRetired',
  data: { key: 'L1', on: '2025-06-30', reason: '改造' },
}

describe('The view of a register', () => {
  it('is empty before the first entry', () => {
    const view = platformView(given([]).history)
    expect(view).toMatchObject({ recognitions: [], cultivation: [], published: [], revision: -1 })
    expect(view.registration).toBeUndefined()
    expect(view.defaultWindowStart).toBeUndefined()
    expect(Object.keys(view.memberships)).toHaveLength(6)
  })

  it('shows what stands with the entry to correct, the precision of its date, and the revision', () => {
    const view = platformView(given([registered, recognised, line('L1', '2024-12-02'), published]).history)
    expect(view.registration).toEqual({ entry: 'entry-0', ...registered.data })
    expect(view.recognitions).toEqual([
      { entry: 'entry-1', precision: 'month', tier: 'municipal', on: '2024-11', batch: '2024' },
    ])
    expect(view.memberships.productionLine).toEqual({
      inForce: [{ entry: 'entry-2', precision: 'day', key: 'L1', title: '生产线L1', from: '2024-12-02' }],
      ended: [],
    })
    expect(view.published).toEqual([{ entry: 'entry-3', ...published.data }])
    expect(view.defaultWindowStart).toEqual({
      from: '2024-11-01',
      statedAs: '2024-11',
      precision: 'month',
      tier: 'municipal',
    })
    expect(view.revision).toBe(3)
  })

  it('tells what is in force from what has ended, kind by kind', () => {
    const view = platformView(
      given([registered, line('L1', '2024-11'), centre, line('L2', '2024-12'), retired]).history,
    )
    expect(view.memberships.productionLine.inForce.map((it) => [it.key, it.entry])).toEqual([['L2', 'entry-3']])
    expect(view.memberships.productionLine.ended).toEqual([
      {
        entry: 'entry-1',
        precision: 'month',
        key: 'L1',
        title: '生产线L1',
        from: '2024-11',
        ended: { on: '2025-06-30', reason: '改造' },
      },
    ])
    expect(view.memberships.jointCentre.inForce).toMatchObject([{ key: 'LH-01', party: PARTNER, entry: 'entry-2' }])
  })

  it('names the correction where an entry was corrected, and keeps neighbours apart after a void', () => {
    const register = given([registered, line('L1', '2024-11'), line('L2', '2024-12'), line('L3', '2025-01')])
      .corrected(2, line('L2b', '2024-12'))
      .voided(1)
    const { inForce } = platformView(register.history).memberships.productionLine
    expect(inForce.map((it) => [it.key, it.entry])).toEqual([
      ['L2b', 'entry-4'],
      ['L3', 'entry-3'],
    ])
  })

  it('shows cultivation beside recognition', () => {
    const designated: PlatformContent = {
      type: 'CultivationDesignated',
      data: { batch: '2024', on: '2024-11-20', document: '中山科发〔2024〕' },
    }
    expect(platformView(given([registered, designated]).history).cultivation).toEqual([
      { entry: 'entry-1', precision: 'day', batch: '2024', on: '2024-11-20', document: '中山科发〔2024〕' },
    ])
  })
})
