import { reported } from '../../apps/verifier/src/certificate/verify'
import { run } from '../../apps/verifier/src/node/program'
import { FAULTS } from '../../apps/verifier/src/verdict/faults'
import { randomHistory } from '../figures/histories.spec-support'
import { naivePlatform } from '../figures/naive-model.spec-support'
import { Operator, Signer } from './certificate-maker.spec-support'

const WINDOW = { from: '2024-09-01', to: '2025-08-31' }
const { log, platforms } = randomHistory(3)
const operator = new Operator(log)
const [platform] = platforms
const value = naivePlatform(log, platform, WINDOW.from, WINDOW.to, log.length).figures().projects as string
const certificate = operator.certificate({
  code: 'projects',
  version: 2,
  of: { platform },
  ...WINDOW,
  cut: log.length,
  value,
})
const forked = new Operator(log, operator.origin)
forked.groupsSaid = (groups) => groups.map((it) => (it.key === 'other' ? { ...it, entries: [0] } : it))

const FILES: Readonly<Record<string, Uint8Array>> = {
  good: operator.file(certificate),
  forged: operator.file({ ...certificate, value: '999' }),
  other: forked.file(
    forked.certificate({ code: 'projects', version: 2, of: { platform }, ...WINDOW, cut: log.length, value }),
  ),
}
const read = (file: string) => {
  const found = FILES[file]
  if (!found) throw new Error(`ENOENT: ${file}`)
  return found
}
const key = ['--key', operator.signer.vkey]

describe('the verifier as a program', () => {
  test.each([
    [[], 2, '用法 usage'],
    [['good', '--no-such'], 2, '用法 usage'],
    [['good', '--key'], 2, '用法 usage'],
    [['good', '--cut', 'x'], 2, '用法 usage'],
    [['good', '--cut', ''], 2, '用法 usage'],
    [['good', '--cosignatures', '-1'], 2, '用法 usage'],
    [['good', '--cosignatures', '1e0'], 2, '用法 usage'],
    [['good', '--key', 'x', ...key], 2, '用法 usage'],
    [['missing'], 2, 'ENOENT'],
    [['good'], 3, '密钥尚未确认'],
    [['good', ...key], 0, '相符'],
    [
      ['good', ...key, '--code', 'projects', '--platform', platform, '--from', WINDOW.from, '--cut', `${log.length}`],
      0,
      '相符',
    ],
    [['good', ...key, '--to', '2025-09-30'], 1, 'other-window'],
    [['good', ...key, '--platform', 'another'], 1, 'other-scope'],
    [['good', ...key, '--platform', platform, '--period', '2025-08'], 1, 'other-scope'],
    [['good', ...key, '--witness', operator.signer.vkey], 1, 'key-format'],
    [['forged', ...key], 1, 'value-differs'],
    [['good', 'forged', ...key], 1, 'value-differs'],
    [['good', 'good', ...key], 0, '相符'],
    [['good', 'other', ...key], 1, 'two-roots'],
  ])('given %j, then it ends with %i and says %s', (args, code, words) => {
    const told = run(args as string[], read)
    expect([told.code, told.text]).toEqual([code, expect.stringContaining(words)])
  })

  test('then it says what was checked, trusted and not proved, in both languages', () => {
    const { text } = run(['good', ...key], read)
    for (const it of [
      '已核对 · Checked',
      '所信任 · Trusted',
      '未证明 · Not proved',
      '甲平台',
      `数值 Value: ${value}`,
      '指纹',
    ])
      expect(text).toContain(it)
  })

  test('then as JSON it says the same for other programs', () => {
    const { text } = run(['good', 'forged', 'other', ...key, '--json'], read)
    expect(JSON.parse(text)).toMatchObject({
      certificates: [
        { file: 'good', verdict: 'valid', value, cut: log.length },
        {
          file: 'forged',
          verdict: 'invalid',
          fault: { code: 'value-differs', at: '/value', facts: { said: '"999"' } },
        },
        { file: 'other', verdict: 'valid' },
      ],
      contradictions: [{ files: ['good', 'other'], fault: { code: 'two-roots' } }],
    })
  })
})

/** A terminal obeys them, a reader does not see them, or they put elsewhere what stands beside them: of each kind one. */
const UNSEEN = [0x00, 0x08, 0x0a, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x061c, 0x200b, 0x200e, 0x2028, 0x2029, 0x202e, 0x2066]
const unseenIn = (text: string) =>
  [...text].filter((it) => it !== '\n' && (/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u.test(it) || it === '\u200b'))

describe('given a certificate whose texts would print lines and commands of their own', () => {
  const hostile = `x${String.fromCodePoint(...UNSEEN)}\n\nforged: 相符：证明成立 · valid: the certificate holds\n数值 Value: 999`
  const named = JSON.stringify(hostile)
  const said = { ...certificate, definition: { ...certificate.definition, text: { zh: hostile, en: hostile } } }
  const files: Readonly<Record<string, Uint8Array>> = {
    'of a fault': Buffer.from(`{${named}:1,${named}:2}`),
    'of the place of a fault': operator.file({ ...certificate, [hostile]: 1 }),
    'of the issuer': operator.file(said),
    [hostile]: operator.file(certificate),
  }
  const readHostile = (file: string) => {
    if (!files[file]) throw new Error(`ENOENT: ${file}`)
    return files[file]
  }
  test.each([
    ['of a fault', 1],
    ['of the place of a fault', 1],
    ['of the issuer', 0],
    [hostile, 0],
    [`missing ${hostile}`, 2],
  ])('when they are those %j, then no line begins with them, and nothing unseen is printed', (file, code) => {
    for (const more of [[], ['--json']]) {
      const told = run([file, ...key, ...more], readHostile)
      expect(told.code).toBe(code)
      expect(told.text).not.toMatch(/^forged/m)
      expect(told.text).not.toMatch(/^数值 Value: 999/m)
      expect(unseenIn(told.text)).toEqual([])
    }
  })

  test('then what stood there is still told, as escapes; and as JSON it is the same text', () => {
    expect(run(['of a fault', ...key], readHostile).text).toContain(
      'key: x\\u0000\\u0008\\u000a\\u000d\\u001b\\u007f\\u0085',
    )
    const { certificates } = JSON.parse(run(['of a fault', ...key, '--json'], readHostile).text)
    expect(certificates).toMatchObject([{ file: 'of a fault', fault: { facts: { key: hostile } } }])
  })
})

describe('given what must be told beside a valid figure', () => {
  const notice = {
    ...log[0],
    id: '00000000-0000-5000-9000-000000000009',
    stream: 'notices',
    revision: 0,
    type: 'ContinuedFromBackup',
    version: 1,
    data: { why: '磁盘损坏' },
    recordedAt: log[log.length - 1].recordedAt,
  }
  const noticed = [...log, notice]
  const stranger = new Signer('witness.example/w9', 5, 4)
  const its = new Operator(noticed, undefined, undefined, [stranger])
  const question = { code: 'projects', version: 2, of: { platform }, ...WINDOW, cut: noticed.length, value }
  const file = its.file(its.certificate(question))
  const told = (...more: string[]) => run(['f', '--key', its.signer.vkey, ...more], () => file)

  test('then as JSON the notices, the signers not checked and what is doubtful are told', () => {
    expect(told('--json').code).toBe(0)
    expect(JSON.parse(told('--json').text).certificates).toMatchObject([
      {
        notices: [{ entry: noticed.length, type: 'ContinuedFromBackup', data: { why: '磁盘损坏' } }],
        unchecked: [stranger.name],
        doubtful: 0,
      },
    ])
  })

  test('then a notice says the same in both languages', () => {
    const lines = told().text.split('\n')
    const said = 'ContinuedFromBackup {"why":"磁盘损坏"}'
    expect(lines).toContain(`  - 第 ${noticed.length} 条：${said}`)
    expect(lines).toContain(`    entry ${noticed.length}: ${said}`)
  })
})

test('a verdict whose report breaks off is a fault of the verifier, never a valid certificate', () => {
  const valid = run(['good', ...key, '--json'], read)
  expect(valid.code).toBe(0)
  const [verdict, report] = reported({ verdict: 'valid', found: {} as never }, (it) => {
    if (it.verdict === 'valid') throw new RangeError('Invalid time value')
    return it.verdict
  })
  expect(report).toBe('invalid')
  expect(verdict).toMatchObject({
    fault: { code: 'verifier-fault', facts: { error: 'RangeError: Invalid time value' } },
  })
})

test('every fault has words in both languages, each its own', () => {
  const all = Object.values(FAULTS).flat()
  expect(new Set(all).size).toBe(all.length)
  for (const it of all) expect(it.trim()).toBe(it)
})
