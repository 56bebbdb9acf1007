import type { Table } from '../certificate/claim'
import type { Verdict, Verified } from '../certificate/verify'
import { canonical } from '../json/canonical'
import { checkedIn, noticesIn, noticeWords, statementOf, trustedIn, unprovedIn, VERDICTS } from '../verdict/report'
import { type Words, words } from '../verdict/words'
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
    element('p', { class: 'value' }, both(found.told.headline)),
    element(
      'dl',
      {},
      statementOf(found).flatMap(([name, value]) => [element('dt', {}, both(name)), element('dd', {}, both(value))]),
    ),
    keyOf(found, kind === 'valid', confirm),
    list(words('须告知', 'To be told'), noticesIn(found).map(noticeWords)),
    list(words('已核对', 'Checked'), checkedIn(found)),
    list(words('所信任', 'Trusted'), trustedIn(found, kind === 'valid')),
    list(words('未证明', 'Not proved'), unprovedIn(found)),
    found.told.tables.map((it) => tableOf(it, found)),
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

function tableOf({ title, heads, rows }: Table, { entries }: Verified): HTMLElement {
  const texts = new Map(entries.map((it) => [it.index, canonical({ ...it.data })]))
  const cellOf = (it: Table['rows'][number][number], at: number) =>
    typeof it === 'string'
      ? element('td', heads[at].number ? { class: 'number' } : {}, it)
      : element(
          'td',
          {},
          element(
            'details',
            {},
            element('summary', {}, `#${it.entry + 1}`),
            element('pre', {}, texts.get(it.entry) ?? ''),
          ),
        )
  return element(
    'div',
    {},
    element('h2', {}, both(title)),
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
            heads.map((it) => element('th', { scope: 'col' }, both(it.words))),
          ),
        ),
        element(
          'tbody',
          {},
          rows.map((cells) => element('tr', {}, cells.map(cellOf))),
        ),
      ),
    ),
  )
}
