import { platformIdOf } from '@pilot-ledger/kernel'
import { ELEMENTS } from '@pilot-ledger/programme'
import { CMC } from './cmc-platform'
import { INSTRUMENTS } from './instruments-platform'
import { company } from './invented'
import type { Keep } from './programme-keep'
import { later } from './script'

/** Believed to be the towns of the city; a bureau keeps its own list. */
const TOWNS =
  '石岐街道 东区街道 西区街道 南区街道 五桂山街道 中山港街道 民众街道 南朗街道 小榄镇 古镇镇 横栏镇 港口镇 沙溪镇 大涌镇 黄圃镇 南头镇 东凤镇 阜沙镇 三角镇 三乡镇 板芙镇 神湾镇 坦洲镇 火炬开发区 翠亨新区'

/** What stands for a time: towns, policies, targets, sharing, elements, upgraded lines. */
export function keptByProgramme(keep: Keep): void {
  for (const [i, key] of TOWNS.split(' ').entries()) keep(`town-${i}`, 'TownListed', { key, from: '2022-01' })
  policies(keep)
  targets(keep)
  listings(keep)
  const platform = platformIdOf(INSTRUMENTS)
  for (const [i, element] of ELEMENTS.entries()) {
    const title = `演示：${element}`
    keep(`element-${i}`, 'ElementLinked', { key: `YS-0${i + 1}`, title, platform, element, from: '2025-06' })
  }
  for (const i of [1, 2]) {
    keep(`upgrade-${i}`, 'LineUpgraded', {
      key: `SJ-0${i}`,
      title: `演示：生产线 ${i} 智能化升级`,
      platform: platformIdOf(CMC),
      line: `L0${i}`,
      technologies: ['物联网', '数字孪生'],
      from: '2025-05-20',
    })
  }
}

/** F22 and the two papers around it; the days inside the months are not known. */
function policies(keep: Keep): void {
  keep('policy-2024-02', 'PolicyIssued', {
    key: '创新强市十五条',
    title: '中山市科技创新强市十五条',
    from: '2024-02',
    grade: '优秀',
    most: '1000000.00',
  })
  keep('policy-2024-09', 'PolicyIssued', {
    key: '认定管理试行办法',
    title: '中山市科技成果转化中试平台认定管理试行办法',
    from: '2024-09',
  })
  keep('policy-2025-06', 'PolicyIssued', {
    key: '中山科发〔2025〕73号',
    title: '中山市关于加快中试平台体系创新发展的实施意见',
    from: '2025-06-10',
  })
}

/** F14, F16, F21. */
function targets(keep: Keep): void {
  keep('target-1', 'TargetSet', {
    key: 'MB-01',
    title: '市级中试平台',
    figure: 'recognisedPlatforms',
    atLeast: '10',
    from: '2025-06-10',
    by: '2025-09-30',
    scope: 'programme',
  })
  keep('target-2', 'TargetSet', {
    key: 'MB-02',
    title: '省级中试平台',
    figure: 'provincialPlatforms',
    atLeast: '1',
    from: '2025-06-10',
    by: '2025-12-31',
    scope: 'programme',
  })
  keep('target-3', 'TargetSet', {
    key: 'MB-03',
    title: '每家平台的中试项目库',
    figure: 'libraryProjects',
    atLeast: '2',
    from: '2024-09',
    scope: 'eachPlatform',
  })
}

/** F19, F20: fourteen units; 232 entries, of which four were withdrawn and three have expired. */
function listings(keep: Keep): void {
  const units = Array.from({ length: 14 }, (_, i) => company(`演示共享单位${i + 1}`, 5500 + i))
  for (let i = 0; i < 232; i++) {
    const key = `GX-${String(i + 1).padStart(4, '0')}`
    const laboratory = i % 9 === 8
    keep(`listing-${i}`, 'EquipmentListed', {
      key,
      title: laboratory ? `演示实验室${i + 1}` : `演示仪器${i + 1}`,
      party: units[i % units.length],
      sort: laboratory ? 'laboratory' : 'device',
      from: later('2023-05-10', i * 3),
      ...(i >= 20 && i < 23 && { until: '2025-05-31' }),
    })
    if (i < 4) keep(`listing-${i}-end`, 'EquipmentDelisted', { key, on: '2025-04-01', reason: '演示：设备报废' })
  }
}
