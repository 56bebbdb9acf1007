import { contradiction } from '../certificate/compare'
import { reported, type Verdict, verify } from '../certificate/verify'
import { words } from '../verdict/words'
import { faultOf, shownCertificate } from './certificate'
import { both, element } from './elements'
import { unpacked } from './unpacked'

/** The whole page: files are read here and go nowhere. */
interface Given {
  readonly name: string
  /** None where it could not be read: a folder, or a file that went away meanwhile. */
  readonly bytes?: Uint8Array
}
let files: readonly Given[] = []

const key = element('textarea', { id: 'key', rows: '2', spellcheck: 'false', autocomplete: 'off' })
const witnesses = element('textarea', { id: 'witnesses', rows: '2', spellcheck: 'false', autocomplete: 'off' })
const chosen = element('input', {
  id: 'files',
  type: 'file',
  multiple: '',
  accept: '.json,.gz,application/json,application/gzip',
})
const drop = element(
  'label',
  { id: 'drop', for: 'files' },
  element('p', {}, both(words('把证明文件拖到这里，或点此选择', 'Drop certificates here, or choose them'))),
  chosen,
)
const results = element('div', { id: 'results', 'aria-live': 'polite' })

const field = (area: HTMLTextAreaElement, zh: string, en: string, more: ReturnType<typeof words>) => [
  element('h2', {}, element('label', { for: area.id }, both(words(zh, en)))),
  element('p', {}, both(more)),
  area,
]

document
  .getElementById('page')
  ?.replaceChildren(
    element('h1', {}, both(words('指标证明核验', 'Figure certificate verifier'))),
    element(
      'p',
      {},
      both(
        words(
          '单一文件，不联网，不依赖台账服务：逐条重新计算指标，并核对签名、证明与完整性。文件不离开本机。',
          'One file, no network, nothing of the service: it recomputes the figure and checks signatures, proofs and completeness. Files stay on this machine.',
        ),
      ),
    ),
    element(
      'div',
      { id: 'asked' },
      drop,
      field(
        key,
        '台账的验证公钥',
        'The ledger’s verification key',
        words(
          '来自纸面或您信任的来源；留空则只能判断文件内部是否相符。',
          'From paper or a place you trust; left empty, only the file’s own consistency can be told.',
        ),
      ),
      field(
        witnesses,
        '见证人公钥（每行一把，可留空）',
        'Keys of witnesses, one a line; may stay empty',
        words('所列见证人须全部会签。', 'All that are listed must have cosigned.'),
      ),
    ),
    results,
  )

const lines = (area: HTMLTextAreaElement) =>
  area.value.split('\n').flatMap((it) => (it.trim() === '' ? [] : [it.trim()]))

function show(): void {
  const [given] = lines(key)
  const confirm = (text: string) => {
    key.value = text
    show()
  }
  // Whatever follows, no verdict of what was asked before stays.
  results.replaceChildren()
  const unread = files.flatMap(({ name, bytes }) => (bytes ? [] : [notRead(name)]))
  const verdicts = files.flatMap(({ name, bytes }) => {
    if (!bytes) return []
    const [verdict, shown] = reported(verify(bytes, { key: given, witnesses: lines(witnesses) }), (it) =>
      shownCertificate(name, it, confirm),
    )
    return [{ name, verdict, shown }]
  })
  results.replaceChildren(...unread, ...contradictionsOf(verdicts), ...verdicts.map(({ shown }) => shown))
}

const notRead = (name: string) =>
  element(
    'section',
    { class: 'certificate' },
    element('code', {}, name),
    element('p', { class: 'verdict invalid', role: 'status' }, both(words('无法读取', 'cannot be read'))),
  )

/** Any two of the files that cannot both be true. */
function contradictionsOf(verdicts: readonly { readonly name: string; readonly verdict: Verdict }[]): HTMLElement[] {
  return verdicts.flatMap((one, i) =>
    verdicts.slice(i + 1).flatMap((other) => {
      if (one.verdict.verdict === 'invalid' || other.verdict.verdict === 'invalid') return []
      const fault = contradiction(one.verdict.found, other.verdict.found)
      if (!fault) return []
      return element(
        'section',
        { class: 'certificate' },
        element('code', {}, `${one.name} ↔ ${other.name}`),
        element(
          'p',
          { class: 'verdict invalid', role: 'status' },
          both(words('两份证明互相矛盾', 'These two contradict each other')),
        ),
        faultOf(fault),
      )
    }),
  )
}

let taken = 0
async function take(list: FileList | null | undefined): Promise<void> {
  const turn = ++taken
  files = []
  show()
  const read = await Promise.all(
    [...(list ?? [])].map(async (it): Promise<Given> => {
      const bytes = await it.arrayBuffer().catch(() => undefined)
      return { name: it.name, bytes: bytes && (await unpacked(new Uint8Array(bytes))) }
    }),
  )
  // Others may have been given while a large one was read.
  if (turn !== taken) return
  files = read
  show()
}

chosen.addEventListener('change', () => take(chosen.files))
for (const area of [key, witnesses]) area.addEventListener('input', show)
// Dropped beside the frame, a file would take the page's place.
addEventListener('dragover', (event) => {
  event.preventDefault()
  drop.classList.add('over')
})
addEventListener('dragleave', () => drop.classList.remove('over'))
addEventListener('drop', (event) => {
  event.preventDefault()
  drop.classList.remove('over')
  take(event.dataTransfer?.files)
})
