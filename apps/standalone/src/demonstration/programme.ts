import { formatAmount, type Party, platformIdOf } from '@pilot-ledger/kernel'
import { CMC } from './cmc-platform'
import { INSTRUMENTS } from './instruments-platform'
import { company } from './invented'
import { type Keep, PROGRAMME, PROGRAMME_ID, RECORDED_ON } from './programme-keep'
import { publishedByProgramme } from './programme-letter'
import { keptByProgramme } from './programme-standing'
import { later, Script, type Step } from './script'

export const HARDWARE = '中山市精密五金检验检测与快速成型中试平台'

/** F9–F22 of the letter: the third platform, two calls, nominations, demands, sharing, targets, policies. */
export function programmeScript(): Step[] {
  const steps: Step[] = []
  const keep: Keep = (key, type, data) => {
    const content = { type, data: { ...data, synthetic: true } }
    steps.push({ on: RECORDED_ON, key: `tc-${key}`, kind: 'programme', programme: PROGRAMME_ID, content })
  }
  steps.push({
    on: RECORDED_ON,
    key: 'tc-opened',
    kind: 'programme',
    programme: PROGRAMME_ID,
    content: { type: 'ProgrammeOpened', data: { name: PROGRAMME, openedOn: '2024-09-02', synthetic: true } },
  })
  steps.push(...thirdPlatform())
  keptByProgramme(keep)
  firstCall(keep)
  secondCall(keep)
  nominations(keep)
  demands(keep)
  publishedByProgramme(steps)
  return steps
}

/** The platform that the letter counts and does not name, and two projects in the library of each of the three (F21). */
function thirdPlatform(): Step[] {
  const script = new Script(platformIdOf(HARDWARE), 'wj')
  script.register(RECORDED_ON, 'registered', {
    type: 'PlatformRegistered',
    data: {
      name: HARDWARE,
      host: HOSTS[2],
      town: '小榄镇',
      fields: ['智能制造'],
      registeredOn: '2024-06-20',
      synthetic: true,
    },
  })
  script.register(RECORDED_ON, 'recognised', {
    type: 'PlatformRecognized',
    data: { tier: 'municipal', batch: '2024', on: '2024-11' },
  })
  const libraries = [
    [script, 2],
    [new Script(platformIdOf(INSTRUMENTS), 'jm'), 3],
    [new Script(platformIdOf(CMC), 'cmc'), 2],
  ] as const
  return libraries.flatMap(([library, count]) => {
    for (let i = 1; i <= count; i++) {
      library.register(RECORDED_ON, `library-${i}`, {
        type: 'LibraryProjectAdded',
        data: { key: `XM-0${i}`, title: `演示：入库中试项目${i}`, from: '2025-03-10' },
      })
    }
    return library.steps
  })
}

const HOSTS: readonly Party[] = [
  company('长春理工大学中山研究院', 100),
  company('广东星昊药业有限公司', 200),
  company('小榄镇生产力促进中心', 300),
]
const CULTIVATED = Array.from({ length: 5 }, (_, i) => company(`演示培育单位${i + 1}`, 5000 + i))
/** Nine towns; the first five units keep theirs in the second call. */
const TOWNS = ['火炬开发区', '小榄镇', '古镇镇', '三乡镇', '坦洲镇', '南头镇', '东凤镇', '石岐街道', '西区街道']

/** 2024: three recognised, five to be cultivated. */
function firstCall(keep: Keep): void {
  keep('call-2024', 'CallOpened', { key: '2024', title: '演示：2024 年申报', on: '2024-09-18' })
  const applicants = [...HOSTS, ...CULTIVATED]
  const platforms = [INSTRUMENTS, CMC, HARDWARE].map(platformIdOf)
  for (const [i, party] of applicants.entries()) {
    const town = i < 2 ? TOWNS[0] : i === 2 ? TOWNS[1] : TOWNS[i - 3]
    keep(`app-2024-${i}`, 'ApplicationReceived', {
      key: number('2024', i),
      title: `演示：${party.name}的中试平台`,
      call: '2024',
      party,
      town,
      on: later('2024-09-23', i * 2),
      ...(i < 3 && { platform: platforms[i] }),
    })
  }
  keep('call-2024-closed', 'CallClosed', { key: '2024', on: '2024-10-18' })
  for (const i of applicants.keys()) {
    const key = number('2024', i)
    keep(`app-2024-${i}-review`, 'MaterialReviewed', { key, on: '2024-10-25', passed: true })
    keep(`app-2024-${i}-visit`, 'SiteVisited', { key, on: '2024-11-06' })
    const decision = i < 3 ? 'recognised' : 'cultivated'
    keep(`app-2024-${i}-decision`, 'ApplicationDecided', { key, on: '2024-11-28', decision, batch: '2024' })
  }
}

/** 2025: seventeen applicants from nine towns, the five among them; nothing is decided yet (F11–F13, F14 not reached). */
function secondCall(keep: Keep): void {
  keep('call-2025', 'CallOpened', { key: '2025', title: '演示：2025 年申报', on: '2025-06-10' })
  const newcomers = Array.from({ length: 12 }, (_, i) => company(`演示申报单位${i + 1}有限公司`, 5100 + i))
  const applicants = [...CULTIVATED, ...newcomers]
  for (const [i, party] of applicants.entries()) {
    keep(`app-2025-${i}`, 'ApplicationReceived', {
      key: number('2025', i),
      title: `演示：${party.name}的中试平台`,
      call: '2025',
      party,
      town: TOWNS[i % TOWNS.length],
      on: later('2025-07-01', i * 3),
      ...(i < 5 && { cultivatingUnit: true }),
    })
  }
  keep('call-2025-closed', 'CallClosed', { key: '2025', on: '2025-08-29' })
  for (const i of applicants.keys())
    keep(`app-2025-${i}-review`, 'MaterialReviewed', { key: number('2025', i), on: '2025-09-05', passed: i !== 16 })
  for (let i = 0; i < 5; i++)
    keep(`app-2025-${i}-visit`, 'SiteVisited', { key: number('2025', i), on: '2025-09-11', title: '演示考察组' })
}

function number(call: string, i: number): string {
  return `${call}-${String(i + 1).padStart(2, '0')}`
}

/** F15, by the names of the letter. */
function nominations(keep: Keep): void {
  const units = ['中科中山药物创新研究院', '中山先进低温研究院', '新迈奇（中山）材料科技有限公司']
  for (const [i, name] of units.entries()) {
    keep(`nomination-${i}`, 'ProvincialNominationMade', {
      key: `SJ-2025-0${i + 1}`,
      title: '申报认定省级中试平台',
      party: company(name, 5200 + i),
      on: '2025-07-18',
    })
  }
}

/** F17, F18: sixty posted since 2022, fifty-five matched, fifteen of those funded. */
function demands(keep: Keep): void {
  for (let i = 0; i < 60; i++) {
    const key = `JB-${String(i + 1).padStart(3, '0')}`
    const posted = later('2022-03-15', i * 20)
    keep(`demand-${i}`, 'DemandPosted', {
      key,
      title: `演示：技术需求${i + 1}`,
      party: company(`演示发榜企业${(i % 30) + 1}有限公司`, 5300 + (i % 30)),
      from: posted,
    })
    // Every twelfth finds nobody.
    if (i % 12 === 11) continue
    keep(`demand-${i}-match`, 'DemandMatched', {
      key,
      on: later(posted, 40),
      party: company(`演示揭榜单位${(i % 17) + 1}`, 5400 + (i % 17)),
    })
    if (i % 4 === 0)
      keep(`demand-${i}-funding`, 'DemandFunded', {
        key,
        on: later(posted, 60),
        amount: formatAmount(20_000_000n + BigInt(i) * 100_000n),
      })
  }
}
