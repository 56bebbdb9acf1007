import { FilePdfOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Drawer, Progress } from 'antd'
import { useEffect, useState } from 'react'
import { ask, send } from '../api/ask'
import { Loading } from '../kit/page'
import { useSession } from '../session/session'
import { spoken, t } from '../words/word'

type Times = Readonly<Record<string, string | undefined>>

interface Of {
  readonly platform: string
  readonly times?: Times
  readonly round?: string
}

/** 佐证材料汇编 of a platform: of its contracts for the window and the cut on the screen, or of its part in a round. */
export function VolumeButton(of: Of) {
  const { may } = useSession()
  const [open, setOpen] = useState(false)
  if (!may('readEvidence')) return null
  return (
    <>
      <Button icon={<FilePdfOutlined />} onClick={() => setOpen(true)}>
        {t('volume')}
      </Button>
      <Drawer open={open} title={t('volume')} size={480} onClose={() => setOpen(false)} destroyOnHidden>
        <Volume {...of} />
      </Drawer>
    </>
  )
}

const EVERY_MS = 1000

/** Begun once: it is of the cut of then, whatever is recorded while it is being made. How far it is, is asked every second. */
function Volume({ platform, times, round }: Of) {
  const [begun, setBegun] = useState<{ readonly id?: string; readonly error?: unknown }>({})
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the times of when it was asked for, and asked again
  useEffect(() => {
    let gone = false
    const tell = (it: typeof begun) => {
      if (!gone) setBegun(it)
    }
    const asked =
      round === undefined
        ? send('POST /api/platforms/{id}/evidence-volumes', { id: platform, ...times }, undefined)
        : send('POST /api/rounds/{round}/platforms/{id}/evidence-volumes', { round, id: platform }, undefined)
    asked.then(
      ({ id }) => tell({ id }),
      (error: unknown) => tell({ error }),
    )
    return () => {
      gone = true
    }
  }, [attempt])
  const again = () => {
    setBegun({})
    setAttempt(attempt + 1)
  }
  const { id = '' } = begun
  const { data, error } = useQuery({
    queryKey: ['evidence-volume', platform, id],
    queryFn: () => ask('GET /api/platforms/{id}/evidence-volumes/{volume}', { id: platform, volume: id }),
    enabled: id !== '',
    refetchInterval: ({ state }) => (state.data?.state === 'making' ? EVERY_MS : false),
  })
  const failed = begun.error ?? error
  if (failed || !data) return <Loading error={failed} retry={again} rows={4} />
  const { state, from, to, sequence, bound, pages, notBound } = data
  const percent = pages === 0 ? 100 : Math.floor((100 * bound) / pages)
  return (
    <>
      <p>{t('volume.of', { from, to, sequence })}</p>
      {state === 'failed' ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('volume.failed')}
          action={<Button onClick={again}>{t('again')}</Button>}
        />
      ) : (
        <>
          <p role="status">{t('volume.bound', { bound, pages })}</p>
          <Progress percent={percent} aria-label={t('volume')} />
        </>
      )}
      {state === 'made' && (
        <>
          <Button
            type="primary"
            icon={<FilePdfOutlined />}
            href={`./api/platforms/${platform}/evidence-volumes/${id}/volume.pdf`}
          >
            {t('volume.download')}
          </Button>
          <h3>{t(notBound.length > 0 ? 'volume.notBound' : 'volume.allBound')}</h3>
          <ul>
            {notBound.map((it) => (
              <li key={it.page}>
                {t('volume.atPage', { page: it.page })} {it.fileName}：{spoken(it)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
