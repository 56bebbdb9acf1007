import { called } from '@pilot-ledger/kernel'
import type { Words } from '../words/word'

export const financeWords = {
  'money.by.platform': ['按平台', 'By platform'],
  'money.by.client': ['按委托单位', 'By client'],
  'money.by.month': ['按月份', 'By month'],
  'money.platform': ['平台', 'Platform'],
  'money.client': ['委托单位', 'Client'],
  'money.month': ['月份', 'Month'],
  'money.rowsTotal': ['各行合计', 'Sum of the rows'],
  'money.ledgerTotal': ['台账合计', 'The ledger’s total'],
  'money.ties': ['一致', 'ties'],
  'money.differs': ['不一致，请告知管理员', 'does not tie: tell the administrator'],
  'money.none': ['统计期内没有金额', 'No money in the window'],
  'money.outstandingNote': [
    '未到账 = 已开票 − 已到账，累计至统计期末；账龄按开票日计，预收为负数。',
    'Outstanding is what has accumulated by the end of the window, aged by invoice date; advances are negative.',
  ],
  'money.outstandingMoved': called('outstandingMoved'),
  'money.movedNote': [
    '未到账增减 = 当月开票 − 当月到账，是当月的增减；各月相加为统计期末的未到账。',
    'What is outstanding changed in a month by invoices less receipts; the months add up to what is outstanding at the end of the window.',
  ],
  'ageing.0-30': ['0–30 天', '0–30 days'],
  'ageing.31-90': ['31–90 天', '31–90 days'],
  'ageing.91-180': ['91–180 天', '91–180 days'],
  'ageing.181-365': ['181–365 天', '181–365 days'],
  'ageing.365+': ['365 天以上', 'over 365 days'],
  'ageing.advance': ['预收', 'Advances'],
  'shared.title': ['分摊超额的单据', 'Documents shared for more than they are'],
  'shared.none': ['没有分摊超额的单据', 'No document is shared for more than it is'],
  'shared.kind': ['单据', 'Document'],
  'shared.invoice': ['发票', 'Invoice'],
  'shared.receipt': ['回单', 'Bank slip'],
  'shared.document': ['号码', 'Number'],
  'shared.shares': ['各合同份额之和', 'Sum of the shares'],
  'shared.total': ['单据金额', 'The document'],
} as const satisfies Words
