import { Button } from 'antd'
import type { Answers } from '../api/ask'
import { DayFilter } from '../kit/inputs'
import { useLoaded, usePageParams } from '../kit/loaded'
import { dayLater, momentText, today } from '../kit/moment'
import { Nothing, PrintButton, Title } from '../kit/page'
import { DataTable, EntryLink, RECORDED, SEQUENCE, WHAT } from '../kit/tables'
import { amountOf, fenOf, sumOf } from '../money/amount'
import { FigureValue } from '../money/money'
import { usePlatforms } from '../session/session'
import { t, wordIn } from '../words/word'
import { PlatformChoice, useCatalogue, usePlatformChoice, useTimes } from './figure'

type Figure = Answers['GET /api/platforms/{id}/figures/changes']['figures'][number]

/** 变动: two moments of the ledger compared, what changed and by which entries. */
export function Changes() {
  const { times, choose } = useTimes()
  const [{ since, until }, chooseCut] = usePageParams('since', 'until')
  const { platform = '' } = usePlatformChoice()
  const { nameOf } = usePlatforms()
  const catalogue = useCatalogue()
  const { data, waiting } = useLoaded(
    'GET /api/platforms/{id}/figures/changes',
    { id: platform, from: times.from, to: times.to, since, until },
    { enabled: since !== undefined && platform !== '' },
  )
  const moved = data?.figures.filter((it) => it.entries.length > 0) ?? []
  const still = data?.figures.filter((it) => it.entries.length === 0) ?? []
  return (
    <>
      <Title
        text={t('change.title')}
        note={
          data &&
          `${nameOf(platform)} · ${t('times.window', data.window)} · ${momentOf(data.since)} → ${momentOf(data.until)}`
        }
      >
        <PrintButton />
      </Title>
      <search className="choices">
        <PlatformChoice />
        <DayFilter aria-label={t('times.from')} value={times.from} onChange={(from) => choose({ from })} />
        <span>—</span>
        <DayFilter aria-label={t('times.to')} value={times.to} onChange={(to) => choose({ to })} />
        <DayFilter
          aria-label={t('change.since')}
          placeholder={t('change.since')}
          value={since}
          onChange={(it) => chooseCut({ since: it })}
        />
        <span>→</span>
        <DayFilter
          aria-label={t('change.until')}
          placeholder={t('change.until')}
          value={until}
          onChange={(it) => chooseCut({ until: it })}
        />
      </search>
      {since === undefined && (
        <>
          <Nothing what={t('change.choose')} />
          <div className="choices centred">
            <Button onClick={() => chooseCut({ since: dayLater(`${today().slice(0, 7)}-01`, -1) })}>
              {t('change.monthEnd')}
            </Button>
            <Button onClick={() => chooseCut({ since: dayLater(`${today().slice(0, 4)}-01-01`, -1) })}>
              {t('change.yearEnd')}
            </Button>
          </div>
        </>
      )}
      {since !== undefined && !data && waiting()}
      {data && moved.length === 0 && <Nothing what={t('change.none')} />}
      {moved.map((it) => (
        <OneFigure
          key={`${it.code} ${it.taxBasis}`}
          figure={it}
          unit={catalogue.unitOf(it.code)}
          name={catalogue.nameOf(it.code)}
        />
      ))}
      {moved.length > 0 && still.length > 0 && (
        <p className="note">
          {t('change.unchanged', { figures: still.map((it) => catalogue.nameOf(it.code)).join('、') })}
        </p>
      )}
    </>
  )
}

const momentOf = ({ sequence, recordedAt }: { sequence: number; recordedAt: string | null }) =>
  `#${sequence}${recordedAt ? ` ${momentText(recordedAt)}` : ''}`

function OneFigure({ figure, unit, name }: { figure: Figure; unit: string; name: string }) {
  const money = unit === 'CNY'
  const difference = money
    ? amountOf(fenOf(figure.until) - fenOf(figure.since))
    : String(BigInt(figure.until) - BigInt(figure.since))
  const effects = figure.entries.map((it) => it.effect)
  const explained = money ? sumOf(effects) : String(effects.reduce((sum, it) => sum + BigInt(it), 0n))
  return (
    <section className="sheet">
      <h2>
        {name} {figure.taxBasis && money && <small>{t(wordIn('tax', figure.taxBasis))}</small>}
        <span className="moved">
          <FigureValue value={figure.since} unit={unit} /> → <FigureValue value={figure.until} unit={unit} />
          {' · '}
          {t('change.difference')} <FigureValue value={difference} unit={unit} />
        </span>
      </h2>
      <DataTable
        rowKey="entryId"
        pageSize={10}
        rows={figure.entries}
        columns={[
          SEQUENCE,
          RECORDED,
          {
            word: 'figure.contract',
            width: 160,
            cell: (it) => (it.engagement || it.platform) && EntryLink({ entry: it, platform: it.platform }),
          },
          WHAT,
          {
            word: 'change.effect',
            right: true,
            width: 140,
            cell: (it) => <FigureValue value={it.effect} unit={unit} />,
            foot: () => <FigureValue value={explained} unit={unit} />,
          },
        ]}
        foot={[`${t('change.explained')} ${explained === difference ? '✓' : ''}`]}
      />
    </section>
  )
}
