import { GLOSSARY } from '@pilot-ledger/kernel'
import type { Words } from '../words/word'

/** What of the ledger was looked at, in the access log. */
export const lookedWords = {
  'looked.other': ['其他内容', 'Something else'],
  'looked.proposals': ['待复核事项', 'What waits for approval'],
  'looked.contracts': ['合同清单', 'List of contracts'],
  'looked.contract': ['合同及其记录', 'A contract and its entries'],
  'looked.changes': [GLOSSARY.changes.zh, 'Changes of figures'],
  'looked.certificate': ['统计数的证书', 'Certificate of a figure'],
  'looked.figure': ['统计数的明细', 'Rows of a figure'],
  'looked.letter': ['函件核对', 'The letter beside the ledger'],
  'looked.reply': ['复函', 'The reply'],
  'looked.bridge': [GLOSSARY.bridge.zh, 'Bridge'],
  'looked.close': ['结账', 'A close'],
  'looked.checklist': ['结账检查单', 'Checklist of a close'],
  'looked.shared': ['分摊例外', 'Documents whose shares do not tie'],
  'looked.reconciliation': ['银行对账', 'Reconciliation'],
  'looked.imports': ['待复核的导入', 'Imports that wait'],
  'looked.evidence': ['佐证材料', 'Evidence'],
  'looked.samples': ['抽样', 'Samples'],
  'looked.audit': ['核查明细', 'Audit of the rows'],
  'looked.sealCertificate': ['封存的证书', 'Certificate of a seal'],
  'looked.sinceSealing': ['封存后的变化', 'Changes since the seal'],
  'looked.indicator': ['评价指标的明细', 'Rows of an indicator'],
  'looked.paper': ['打印表', 'A paper'],
  'looked.assessment': ['评价', 'An assessment'],
  'looked.journal': ['会计分录', 'Journal'],
  'looked.log': ['全部记录', 'Every entry'],
  'looked.window': ['{{from}} 至 {{to}}', '{{from}} to {{to}}'],
  'looked.asOf': ['截至 {{asOf}}', 'as of {{asOf}}'],
  'looked.text': ['搜索“{{text}}”', 'searched for “{{text}}”'],
} as const satisfies Words
