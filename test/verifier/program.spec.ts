import { run } from '../../apps/verifier/src/node/program'
import { FAULTS } from '../../apps/verifier/src/verdict/faults'
import { randomHistory } from '../figures/histories.spec-support'
import { naivePlatform } from '../figures/naive-model.spec-support'
import { Operator } from './certificate-maker.spec-support'

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

test('every fault has words in both languages, each its own', () => {
  const all = Object.values(FAULTS).flat()
  expect(new Set(all).size).toBe(all.length)
  for (const it of all) expect(it.trim()).toBe(it)
})
