import { FileExcelOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { t } from 'i18next'
import { useSession } from '../session/session'
import { type Word } from '../words/word'

const PAPERS = ['self-assessment.xlsx', 'deductions.xlsx', 'notice.xlsx', 'notice.docx'] as const
const WORDS: Readonly<Record<(typeof PAPERS)[number], Word>> = {
  'self-assessment.xlsx': 'paper.self',
  'deductions.xlsx': 'paper.deductions',
  'notice.xlsx': 'paper.noticeSheet',
  'notice.docx': 'paper.noticeText',
}

/** 报表 of one platform in a round, open or with the names of clients and products masked. */
export function PaperChoice({ round, platform }: { round: string; platform: string }) {
  const { may } = useSession()
  if (!may('takePapers')) return null
  const item = (paper: (typeof PAPERS)[number], masked: boolean) => ({
    key: `${paper} ${masked}`,
    label: (
      <a href={`./api/rounds/${round}/platforms/${platform}/papers/${paper}${masked ? '?mask=true' : ''}`}>
        {t(WORDS[paper])}
        {masked && t('paper.masked')}
      </a>
    ),
  })
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...PAPERS.map((it) => item(it, false)),
          { type: 'divider' as const },
          ...PAPERS.map((it) => item(it, true)),
        ],
      }}
    >
      <Button icon={<FileExcelOutlined />}>{t('paper.papers')}</Button>
    </Dropdown>
  )
}
