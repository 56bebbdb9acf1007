import type { SchemeVersion } from '@pilot-ledger/evaluation/definitions'
import { App, Button } from 'antd'
import type { ReactNode } from 'react'
import { useAnswer } from '../../api/answers'
import { ask } from '../../api/ask'
import { Tag } from '../../kit/tag'
import { spoken, t } from '../../words/word'
import { EMPTY, nextOf } from './document'

/** From what a scheme may begin: a sample, the next version of one that was published, or an empty table. */
export function BeginWith({ take, asks }: { take: (document: SchemeVersion) => void; asks: boolean }) {
  const { modal } = App.useApp()
  const { data } = useAnswer('GET /api/scheme-schema')
  const published = useAnswer('GET /api/schemes').data?.schemes ?? []
  const samples = (data?.examples ?? []) as readonly SchemeVersion[]
  const takes = (found: () => SchemeVersion | Promise<SchemeVersion>) => {
    const load = async () => take(await found())
    if (!asks) void load()
    else
      modal.confirm({
        title: t('schemeMaking.replaces'),
        okText: t('scheme.take'),
        onOk: load,
      })
  }
  const line = (key: string, name: string, note: ReactNode, found: () => SchemeVersion | Promise<SchemeVersion>) => (
    <li key={key}>
      {note}
      {name}{' '}
      <Button size="small" aria-label={`${t('scheme.take')} ${name}`} onClick={() => takes(found)}>
        {t('scheme.take')}
      </Button>
    </li>
  )
  return (
    <details className="sheet">
      <summary>
        <h2>{t('schemeMaking.begin')}</h2>
      </summary>
      <p className="note">{t('scheme.samplesNote')}</p>
      <ul className="sample-list">
        {line('empty', t('schemeMaking.empty'), null, () => EMPTY)}
        {published.map((it) =>
          line(it.id, `${spoken(it.titles)} ${t('scheme.version', { version: it.newest + 1 })}`, null, async () =>
            nextOf(
              (await ask('GET /api/schemes/{scheme}', { scheme: it.id })) as unknown as Parameters<typeof nextOf>[0],
            ),
          ),
        )}
        {samples.map((it) =>
          line(
            it.code,
            spoken(it.titles),
            <Tag color="orange" title={`${it.source?.document} — ${it.source?.citation}`}>
              {t('scheme.sample')}
            </Tag>,
            () => it,
          ),
        )}
      </ul>
    </details>
  )
}
