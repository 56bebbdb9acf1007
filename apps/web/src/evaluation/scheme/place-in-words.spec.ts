import { stepsOf } from './place-in-words'

const scheme = {
  titles: { zh: '' },
  content: {
    groups: [{ zh: '服务成效', indicators: [{ zh: '服务企业数', scoring: { tiers: [{ from: '5' }] } }, { zh: '' }] }],
    grades: { levels: [{ zh: '优秀', from: '' }] },
  },
}
const name = (it: object) => ('zh' in it && typeof it.zh === 'string' && it.zh !== '' ? it.zh : undefined)

describe('given a fault at a place of a scheme', () => {
  it.each([
    ['/titles/zh', [{ key: 'zh' }]],
    ['/content/window', [{ key: 'window' }]],
    ['/content/groups', [{ key: 'groups' }]],
    ['/content/groups/0/weight', [{ named: '服务成效' }, { key: 'weight' }]],
    ['/content/groups/0/indicators/0/weight', [{ named: '服务成效' }, { named: '服务企业数' }, { key: 'weight' }]],
    [
      '/content/groups/0/indicators/0/scoring/tiers/0/points',
      [{ named: '服务成效' }, { named: '服务企业数' }, { key: 'tiers', no: 1 }, { key: 'points' }],
    ],
    ['/content/groups/0/indicators/1/zh', [{ named: '服务成效' }, { key: 'indicators', no: 2 }, { key: 'zh' }]],
    ['/content/grades/levels/0/from', [{ named: '优秀' }, { key: 'from' }]],
    ['/content/grades/noShow', [{ key: 'noShow' }]],
    ['/nowhere/at/all', [{ key: 'nowhere' }, { key: 'at' }, { key: 'all' }]],
  ])('then %s is told by names and words', (pointer, steps) => {
    expect(stepsOf(scheme, pointer, name)).toEqual(steps)
  })
})
