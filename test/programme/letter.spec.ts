import { buffer } from 'node:stream/consumers'
import { AT, Bureau, NAME, PLATFORM, PLATFORM_NAME, party } from './bureau.spec-support'

const W = 'from=2024-09-02&to=2025-08-31'
let bureau: Bureau
beforeEach(async () => {
  bureau = await Bureau.open()
  await bureau.given('/api/programmes', { name: NAME, openedOn: '2024-09-02' })
  await bureau.given('/api/platforms', {
    name: PLATFORM_NAME,
    host: party(1),
    town: '小榄镇',
    fields: [],
    registeredOn: '2024-10-08',
  })
  await bureau.given(`/api/platforms/${PLATFORM}/recognitions`, { tier: 'municipal', on: '2024-11' })
  await bureau.given(`${AT}/calls`, { key: '2025', title: '申报', on: '2025-06-10' })
  for (const i of [2, 3]) {
    const data = { key: `A-${i}`, title: '平台', call: '2025', party: party(i), town: '小榄镇', on: `2025-07-1${i}` }
    await bureau.given(`${AT}/applications`, data)
  }
})
afterEach(() => bureau.close())

const stated = (publicationNo: string, figure: string, value: string, more: object = {}) => ({
  publicationNo,
  figure,
  value,
  unit: 'count',
  unitAsWritten: '个',
  basis: 'notApplicable',
  source: { document: '示例函', publishedOn: '2025-09-10', wording: `${publicationNo} ${value} 个` },
  ...more,
})
const sign = (contractNo: string, amount: string, taxBasis: string) => ({
  platform: PLATFORM,
  contractNo,
  title: '中试服务',
  kind: 'single',
  client: party(4),
  serviceCategories: ['产品试制'],
  products: ['镜头'],
  amount,
  taxBasis,
  pricing: 'fixed',
  signedOn: '2025-03-03',
})
const letter = async (query = W) => (await bureau.get(`${AT}/letter?${query}`)).body

describe('A letter', () => {
  it('is told statement by statement in its order: agrees, differs by, cannot say', async () => {
    await bureau.given(`${AT}/published-figures`, stated('F10', 'applicants', '2'))
    await bureau.given(`${AT}/published-figures`, stated('F9', 'recognisedPlatforms', '3'))
    // Received on the 12th and 13th: whether “July” begins before or after them nobody said.
    const month = { windowFrom: '2025-07', windowTo: '2025-08-31' }
    await bureau.given(`${AT}/published-figures`, stated('F11', 'applicants', '2', month))
    await bureau.given(`/api/platforms/${PLATFORM}/published-figures`, stated('F2', 'projects', '0'))
    const { statements, verdicts, document } = await letter()
    expect(statements.map((it: { publicationNo: string }) => it.publicationNo)).toEqual(['F2', 'F9', 'F10', 'F11'])
    expect(statements).toMatchObject([
      { platform: PLATFORM, name: PLATFORM_NAME, wording: 'F2 0 个', comparison: { verdict: 'agrees' } },
      { ledger: { value: '1' }, comparison: { verdict: 'differs', by: '-2' } },
      { ledger: { value: '2' }, comparison: { verdict: 'agrees', by: '0' } },
      { comparison: { verdict: 'cannotSay', reason: { code: 'window-precision' } } },
    ])
    expect({ verdicts, document }).toEqual({ verdicts: { agrees: 2, differs: 1, cannotSay: 1 }, document: '示例函' })
  })

  it('that states a target is laid beside the target, with how far from it the ledger is', async () => {
    const aim = stated('F14', 'recognisedPlatforms', '10', { states: 'target' })
    await bureau.given(`${AT}/published-figures`, aim)
    expect((await letter()).statements[0]).toMatchObject({
      comparison: { verdict: 'cannotSay' },
      ledger: { value: null },
    })
    const target = { key: 'T', figure: 'recognisedPlatforms', from: '2025-06-10', by: '2025-09-30', scope: 'programme' }
    await bureau.given(`${AT}/targets`, { ...target, atLeast: '9' })
    expect((await letter()).statements[0]).toMatchObject({ comparison: { verdict: 'differs', by: '-1' } })
    await bureau.given(`${AT}/targets/T/end`, { on: '2025-07-01', reason: '调整' })
    await bureau.given(`${AT}/targets`, { ...target, from: '2025-07-01', atLeast: '10' })
    expect((await letter()).statements[0]).toMatchObject({
      comparison: { verdict: 'agrees' },
      target: { value: '1', missing: '9', reached: false, by: '2025-09-30' },
    })
    // On a day before it was set there was the other one.
    expect((await letter('from=2024-09-02&to=2025-06-30')).statements[0].comparison.by).toBe('-1')
  })

  it('of two documents is the one that is asked for', async () => {
    await bureau.given(`${AT}/published-figures`, stated('F9', 'recognisedPlatforms', '1'))
    const source = { document: '年报', publishedOn: '2025-09-11', wording: '申报 2 个' }
    await bureau.given(`${AT}/published-figures`, stated('N1', 'applicants', '2', { source }))
    expect(await letter()).toMatchObject({ document: '示例函', documents: ['示例函', '年报'] })
    const requested = await letter(`${W}&document=${encodeURIComponent('年报')}`)
    expect(requested.statements.map((it: { publicationNo: string }) => it.publicationNo)).toEqual(['N1'])
  })

  it('as of an earlier cut says what the ledger said then', async () => {
    await bureau.given(`${AT}/published-figures`, stated('F11', 'applicants', '2'))
    bureau.day = '2025-09-20'
    const late = { key: 'A-9', title: '平台', call: '2025', party: party(5), town: '古镇镇', on: '2025-08-01' }
    await bureau.given(`${AT}/applications`, late)
    expect((await letter()).statements[0]).toMatchObject({ ledger: { value: '3' }, comparison: { by: '1' } })
    expect((await letter(`${W}&asOf=2025-09-15`)).statements[0]).toMatchObject({ ledger: { value: '2' } })
  })
})

describe('A decision to recognise', () => {
  it('that no platform’s register holds is told, and so is a platform that nobody registered', async () => {
    const codes = async () =>
      (await bureau.get(AT)).body.warnings.map((it: { code: string; key: string }) => `${it.code} ${it.key}`)
    await bureau.given(`${AT}/towns`, { key: '小榄镇', from: '2022-01' })
    await bureau.given(`${AT}/calls/2025/closing`, { on: '2025-08-29' })
    await bureau.given(`${AT}/applications/A-2/material-review`, { on: '2025-09-01', passed: true })
    await bureau.given(`${AT}/applications/A-2/site-visits`, { on: '2025-09-02' })
    await bureau.given(`${AT}/applications/A-2/decision`, { on: '2025-09-03', decision: 'recognised' })
    expect(await codes()).toEqual(['recognition-not-on-register A-2'])
    expect(await bureau.figure('recognisedPlatforms')).toBe('1')
    const { application } = (await bureau.get(AT)).body.registers
    const { entry, steps: _, ...data } = application[0]
    const naming = (platform: string) => ({ type: 'ApplicationReceived', data: { ...data, platform } })
    await bureau.given(`${AT}/corrections`, { corrects: entry, content: naming(PLATFORM), reason: '指明平台' })
    expect(await codes()).toEqual([])
    const corrected = (await bureau.get(AT)).body.registers.application[0].entry
    const nobody = '22222222-2222-5222-8222-222222222222'
    await bureau.given(`${AT}/corrections`, { corrects: corrected, content: naming(nobody), reason: '误改' })
    expect(await codes()).toEqual(['platform-unknown A-2'])
  })
})

describe('A target', () => {
  it('that is reached after its day was not reached in time', async () => {
    const target = {
      key: 'T',
      figure: 'applicants',
      atLeast: '3',
      from: '2025-06-10',
      by: '2025-07-31',
      scope: 'programme',
    }
    await bureau.given(`${AT}/targets`, target)
    const last = { key: 'A-9', title: '平台', call: '2025', party: party(5), town: '古镇镇', on: '2025-08-01' }
    const { position } = await bureau.given(`${AT}/applications`, last)
    const on = async (day: string) => (await bureau.get(`${AT}/targets?to=${day}&waitFor=${position}`)).body.targets[0]
    expect(await on('2025-08-31')).toMatchObject({
      value: '3',
      reached: true,
      missing: '0',
      daysLeft: -31,
      atDeadline: { value: '2', reached: false, missing: '1' },
    })
    expect(await on('2025-07-31')).toMatchObject({ value: '2', reached: false, daysLeft: 0 })
    expect((await on('2025-07-31')).atDeadline).toBeUndefined()
  })
})

describe('A reply', () => {
  it('has a footnote on every number: definition, window or day, and cut', async () => {
    await bureau.given('/api/engagements', sign('H-1', '9116849.99', 'inclusive'))
    const { text } = await bureau.get(`${AT}/letter.txt?${W}`)
    expect(text).toContain('签订中试服务项目 1[')
    // 9,116,849.99 yuan are 911.68 万元 and 49.99 yuan; half of the last place would be 50.00.
    expect(text).toMatch(/合同金额 911\.68\[\d+\] 万元/)
    expect(text).toContain('精确数 9,116,849.99 元，尾差 4999 分')
    const [body, notes] = text.split('\n\n')
    const called = [...body.matchAll(/\[(\d+)\]/g)].map((it) => Number(it[1]))
    const reported = notes.trim().split('\n')
    expect(called).toEqual(reported.map((_, i) => i + 1))
    for (const note of reported)
      expect(note).toMatch(
        /(统计期 \d{4}-\d{2}-\d{2} 至|时点) \d{4}-\d{2}-\d{2}；截至第 \d+ 号记录（2025-09-15 10:00）。$/,
      )
    // No other number stands in the sentences but the window’s and the cut’s own.
    const bare = body
      .replace(/\d+(\.\d+)?\[\d+\]/g, '')
      .replace(/\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?/g, '')
      .replace(/截至第 \d+ 号/, '')
      .replace(/示例\S*?\d/g, '')
    expect(bare.split('\n').slice(2).join('\n')).not.toMatch(/\d/)
  })

  it('never adds amounts of two tax bases: each has its own number (H12)', async () => {
    await bureau.given('/api/engagements', sign('H-1', '1000000.00', 'inclusive'))
    await bureau.given('/api/engagements', sign('H-2', '500000.00', 'exclusive'))
    const { text } = await bureau.get(`${AT}/letter.txt?${W}`)
    expect(text).toMatch(/合同金额 含税 100\.00\[\d+\] 万元、不含税 50\.00\[\d+\] 万元/)
    expect(text).not.toContain('150.00')
  })

  it('says of each target whether it is reached or how far from it', async () => {
    const target = { figure: 'recognisedPlatforms', from: '2025-06-10', scope: 'programme' }
    await bureau.given(`${AT}/targets`, { ...target, key: 'T1', atLeast: '1' })
    await bureau.given(`${AT}/targets`, { ...target, key: 'T2', atLeast: '10' })
    const library = { key: 'T3', figure: 'libraryProjects', atLeast: '2', from: '2024-09', scope: 'eachPlatform' }
    await bureau.given(`${AT}/targets`, library)
    const { text } = await bureau.get(`${AT}/letter.txt?${W}`)
    const lines = text.replace(/\[\d+\]/g, '').split('\n')
    const notes = text.split('\n\n')[1].trim().split('\n')
    const called = [...text.split('\n\n')[0].matchAll(/\[(\d+)\]/g)].map((it) => Number(it[1]))
    expect(called).toEqual(notes.map((_, i) => i + 1))
    const [, aimed, is] = /不少于 10\[(\d+)\]，现为 1\[(\d+)\]/.exec(text) ?? []
    expect(notes[Number(aimed) - 1]).toContain('目标（编号 T2）：2025-06-10 提出')
    expect(notes[Number(is) - 1]).toContain('（recognisedPlatforms）')
    expect(lines).toContain('市级中试平台数：目标不少于 1，现为 1，已达到。')
    expect(lines).toContain('市级中试平台数：目标不少于 10，现为 1，尚差 9。')
    expect(lines).toContain('中试项目库项目数：目标每家平台不少于 2，已达到的平台 0 家，尚差 1 家平台。')
  })

  it('as a letter bears who it goes to, its number, who signs and the day, where GB/T 9704 wants them', async () => {
    const head = 'docNo=中科函〔2025〕12号&addressee=市人民政府办公室：&signer=中山市科学技术局&signedOn=2025-09-05'
    const { text } = await bureau.get(`${AT}/letter.txt?${W}&${encodeURI(head)}`)
    const lines = text.split('\n\n')[0].split('\n')
    expect([lines[0], lines[2], ...lines.slice(-2)]).toEqual([
      '中科函〔2025〕12号',
      '市人民政府办公室：',
      '中山市科学技术局',
      '2025年9月5日',
    ])
    const { raw } = await bureau.get(`${AT}/letter.docx?${W}&${encodeURI(head)}`)
    const document = await partOf(raw, 'word/document.xml')
    expect(wordsOf(document)).toBe(lines.join('').replace(/\[\d+\]/g, ''))
    // In twentieths of a point, 1440 to 25.4 mm.
    const margin = /<w:pgMar [^>]*>/.exec(document)?.[0] ?? ''
    const millimetres = (side: string) =>
      Math.round((Number(new RegExp(`w:${side}="(\\d+)"`).exec(margin)?.[1]) / 1440) * 25.4)
    expect(['top', 'right', 'bottom', 'left'].map(millimetres)).toEqual([37, 26, 35, 28])
    const [, line] = /w:line="(\d+)" w:lineRule="exact"[^>]*\/><w:ind w:firstLine="640"/.exec(document) ?? []
    expect(Math.floor(((225 / 25.4) * 1440) / Number(line))).toBe(22)
    const styles = await partOf(raw, 'word/styles.xml')
    expect(styles).toMatch(/w:eastAsia="仿宋"/)
    expect(styles).toContain('<w:sz w:val="32"/>')
    const faulty = await bureau.get(`${AT}/letter.docx?${W}&signedOn=2025-02-30`)
    expect(faulty.status).toBe(400)
  })

  it('as a document has as many real footnotes as its text, and the same words', async () => {
    const { text } = await bureau.get(`${AT}/letter.txt?${W}`)
    const { raw } = await bureau.get(`${AT}/letter.docx?${W}`)
    const [document, footnotes] = await Promise.all(
      ['word/document.xml', 'word/footnotes.xml'].map((it) => partOf(raw, it)),
    )
    const called = [...document.matchAll(/<w:footnoteReference w:id="(\d+)"/g)].map((it) => Number(it[1]))
    const reported = text.split('\n\n')[1].trim().split('\n')
    expect(called).toEqual(reported.map((_, i) => i + 1))
    for (const [i, note] of reported.entries()) {
      const xml = new RegExp(`<w:footnote w:id="${i + 1}">(.*?)</w:footnote>`, 's').exec(footnotes)?.[1] ?? ''
      expect(`[${i + 1}] ${wordsOf(xml).trim()}`).toBe(note)
    }
    const plain = text
      .split('\n\n')[0]
      .replace(/\[\d+\]/g, '')
      .replaceAll('\n', '')
    expect(wordsOf(document)).toBe(plain)
  })
})

const wordsOf = (xml: string) =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs)]
    .map((it) => it[1])
    .join('')
    .replaceAll('&quot;', '"')

/** One file of a zip. */
async function partOf(zip: Buffer, name: string): Promise<string> {
  const { fromBuffer } = await import('yauzl')
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, file) => {
      if (error) return reject(error)
      file.on('entry', (entry) => {
        if (entry.fileName !== name) return file.readEntry()
        file.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed)
          resolve((await buffer(stream)).toString('utf8'))
        })
      })
      file.readEntry()
    })
  })
}
