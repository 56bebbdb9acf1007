import type { Verdict, Verified } from '../certificate/verify'
import { canonical } from '../json/canonical'
import { yuan } from '../ledger/value'
import {
  checkedIn,
  NOT_PROVED,
  noticesIn,
  noticeWords,
  statementOf,
  trustedIn,
  VERDICTS,
  valueWords,
  type Words,
  words,
} from '../verdict/report'
import { both, element } from './elements'

/** What came of one file. `confirm`: the person says that the key it names is the one on paper. */
export function shownCertificate(file: string, verdict: Verdict, confirm: (key: string) => void): HTMLElement {
  const { verdict: kind } = verdict
  const head = [
    element('code', {}, file),
    element('p', { class: `verdict ${kind}`, role: 'status' }, both(VERDICTS[kind])),
  ]
  if (verdict.verdict === 'invalid') return element('section', { class: 'certificate' }, head, faultOf(verdict.fault))
  const { found } = verdict
  return element(
    'section',
    { class: 'certificate' },
    head,
    element('p', { class: 'value' }, both(valueWords(found.value, found.figure.unit))),
    element(
      'dl',
      {},
      statementOf(found).flatMap(([name, value]) => [element('dt', {}, both(name)), element('dd', {}, both(value))]),
    ),
    keyOf(found, kind === 'valid', confirm),
    list(words('须告知', 'To be told'), noticesIn(found).map(noticeWords)),
    list(words('已核对', 'Checked'), checkedIn(found)),
    list(words('所信任', 'Trusted'), trustedIn(found, kind === 'valid')),
    list(words('未证明', 'Not proved'), NOT_PROVED),
    rowsOf(found),
  )
}

export function faultOf({ code, zh, en, at, facts }: Extract<Verdict, { verdict: 'invalid' }>['fault']): HTMLElement {
  const more = [...(at === '' ? [] : [at]), ...Object.entries(facts).map(([name, value]) => `${name}: ${value}`)]
  return element('div', {}, element('p', {}, both({ zh, en })), element('code', {}, [code, ...more].join(' · ')))
}

const list = (title: Words, items: readonly Words[]) =>
  items.length === 0
    ? undefined
    : element(
        'div',
        {},
        element('h2', {}, both(title)),
        element(
          'ul',
          {},
          items.map((it) => element('li', {}, both(it))),
        ),
      )

function keyOf({ key, fingerprint }: Verified, confirmed: boolean, confirm: (key: string) => void): HTMLElement {
  const part = element(
    'div',
    {},
    element('h2', {}, both(words('密钥指纹', 'Fingerprint of the key'))),
    element('code', {}, fingerprint),
    element('p', {}, element('code', {}, key.text)),
  )
  if (confirmed) return part
  const button = element(
    'button',
    { type: 'button' },
    both(words('我已与纸面逐字核对，一致', 'I have compared it with paper: it is the same')),
  )
  button.addEventListener('click', () => confirm(key.text))
  part.append(
    element(
      'p',
      {},
      both(
        words(
          '请与台账方另行交付的纸面（盖章的通知、打印件页脚）逐字核对。确认即表示：您相信持此密钥者就是该台账；以下各项只在此前提下成立。',
          'Compare it with paper that the ledger’s owner gave you otherwise. To confirm means: you believe that whoever holds this key is the ledger. All below holds on that condition alone.',
        ),
      ),
    ),
    button,
  )
  return part
}

function rowsOf({ rows, entries }: Verified): HTMLElement {
  const texts = new Map(entries.map((it) => [it.index, canonical({ ...it.data })]))
  const heads = [words('记录', 'Entry'), words('日期', 'Day'), words('内容', 'What'), words('金额', 'Amount')]
  const withAmount = rows.some((it) => it.fen !== undefined)
  const shown = withAmount ? heads : heads.slice(0, -1)
  return element(
    'div',
    {},
    element('h2', {}, both(words(`构成行（${rows.length}）`, `Rows (${rows.length})`))),
    element(
      'div',
      { class: 'frame', tabindex: '0' },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            shown.map((it) => element('th', { scope: 'col' }, both(it))),
          ),
        ),
        element(
          'tbody',
          {},
          rows.map(({ index, day, what, fen, taxBasis }) =>
            element(
              'tr',
              {},
              element(
                'td',
                {},
                element(
                  'details',
                  {},
                  element('summary', {}, `#${index + 1}`),
                  element('pre', {}, texts.get(index) ?? ''),
                ),
              ),
              element('td', {}, day),
              element('td', {}, what),
              withAmount
                ? element('td', { class: 'number' }, yuan(fen ?? 0n), taxBasis === 'exclusive' ? ' 不含税' : '')
                : undefined,
            ),
          ),
        ),
      ),
    ),
  )
}
