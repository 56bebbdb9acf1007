import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { type Answers, send } from '../../api/ask'
import { PapersOf } from '../../forms/sending-file'
import { OutcomeOfEach, useForChosen } from '../../kit/for-chosen'
import { t } from '../../words/word'
import { KINDS, PapersInput, usePapers } from './papers-input'

type Contract = Answers['GET /api/engagements']['engagements'][number]

const called = (it: Contract) => it.contractNo

/** 添加佐证 to several contracts: the papers are uploaded once, and are evidence of each, an entry of its own. */
export function AttachToChosen({
  contracts,
  settled,
}: {
  /** The chosen ones. */
  contracts: readonly Contract[]
  settled: (contracts: readonly Contract[]) => void
}) {
  const [open, setOpen] = useState(false)
  const papers = usePapers(KINDS[0])
  const rows = contracts.filter((it) => it.state !== 'voided')
  // A paper is uploaded to one platform, and is no evidence of another's contracts.
  const several = new Set(rows.map((it) => it.platform)).size > 1
  const button = t('contract.attach')
  const each = useForChosen<Contract>({
    button,
    rows,
    called,
    content: ({ id }) => ({ attach: id }),
    act: async ({ id }, key) => {
      for (const it of papers.ready) {
        // Each paper under a key of its own: where the second is refused, the first is not recorded again with it.
        const its = `${key}-${it.sha256}-${KINDS.indexOf(it.kind)}-${it.pages}`
        await send('POST /api/engagements/{id}/evidence', { id }, it, { key: its })
      }
    },
    settled,
  })
  const record = async () => {
    const { failed } = await each.go()
    // What failed is told over the list; its papers lie here still, to be tried again.
    setOpen(false)
    if (failed.length === 0) for (const it of papers.papers) papers.remove(it.sha256)
  }
  return (
    <div className="for-chosen">
      {rows.length > 0 && (
        <>
          <Button size="small" disabled={several} onClick={() => setOpen(true)}>
            {t('each.button', { what: button, count: rows.length })}
          </Button>
          {several && <span className="note"> {t('contract.attachOnePlatform')}</span>}
        </>
      )}
      <Drawer open={open} title={button} size={480} onClose={() => setOpen(false)} destroyOnHidden>
        <PapersOf value={rows[0]?.platform}>
          <form
            className="attach-papers"
            onSubmit={(event) => {
              event.preventDefault()
              void record()
            }}
          >
            <p className="note">{rows.map(called).join('、')}</p>
            <PapersInput its={papers} />
            <Button type="primary" htmlType="submit" block loading={each.busy} disabled={papers.waits || !rows.length}>
              {each.behind === undefined
                ? t('contract.attachToEach', { count: rows.length, papers: papers.ready.length })
                : t('each.underway', { what: button, behind: each.behind, count: rows.length })}
            </Button>
          </form>
        </PapersOf>
      </Drawer>
      <OutcomeOfEach what={button} outcome={each.outcome} called={called} forget={each.forget} />
    </div>
  )
}
