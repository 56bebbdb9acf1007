import { column, contractNo, partyColumns, type Sheet } from '../column'

const share = (zh: string, aliases: readonly string[]) =>
  column('share', 'amount', zh, 'Share of this contract', {
    aliases,
    minusMeansNothing: { field: 'movement', is: ['reversed', 'refunded'] },
    sample: '114000.00',
    zhNote: '本合同所占份额；红冲、退款填冲减、退回的金额，写作正数或负数均可',
    enNote: 'this contract’s share; of a reversal or refund what is taken back, with or without a minus',
  })

/** 开票清单: blue invoices, and reversals as rows of their own. */
export const invoice: Sheet = {
  kind: 'invoice',
  zh: '开票清单',
  en: 'Invoices',
  file: 'invoices',
  aliases: ['开票', '发票', '发票清单', '开票明细', '发票台账', '发票明细', '开票台账'],
  note: {
    zh: '一行一张发票对一份合同的份额；红冲另起一行，注明原发票号码',
    en: 'one row, one invoice’s share in one contract; a reversal is a row of its own and names its invoice',
  },
  workedOut: ['合同名称', '委托单位', '不含税金额', '税率'],
  columns: [
    contractNo(),
    column('movement', 'choice', '业务类型', 'Movement', {
      aliases: ['蓝字/红字', '红蓝', '发票性质', '开票/红冲', '类型'],
      required: false,
      choices: [
        { code: 'issued', zh: '开票', aliases: ['蓝字', '蓝票', '正数', '开具'] },
        { code: 'reversed', zh: '红冲', aliases: ['红字', '红票', '冲红', '负数', '冲销'] },
      ],
      byDefault: 'issued',
      width: 10,
      sample: '开票',
      zhNote: '空即开票',
      enNote: 'empty: issued',
    }),
    column('invoiceNo', 'digits', '发票号码', 'Invoice no.', {
      aliases: ['发票号', '数电票号码', '数电发票号码', '票号', '红字发票号码'],
      required: { field: 'movement', is: ['issued'] },
      width: 24,
      sample: '25442000000012345678',
      zhNote: '数电票 20 位，传统发票 8 位；红冲行填红字发票号码，可空',
      enNote: '20 digits, or 8 of a traditional one; in a reversal the red invoice’s own, which may be left out',
    }),
    column('invoiceCode', 'digits', '发票代码', 'Invoice code', {
      aliases: ['票代码', '代码'],
      required: false,
      only: { field: 'invoiceNo' },
      width: 14,
      zhNote: '仅传统发票：10 或 12 位',
      enNote: 'traditional only: 10 or 12 digits',
    }),
    column('originalNo', 'digits', '原发票号码', 'Invoice reversed', {
      aliases: ['被红冲发票号码', '蓝字发票号码', '对应蓝字发票号码', '原蓝字发票号码', '原发票号'],
      required: { field: 'movement', is: ['reversed'] },
      only: { field: 'movement', is: ['reversed'] },
      width: 24,
      zhNote: '仅红冲',
      enNote: 'reversals only',
    }),
    column('originalCode', 'digits', '原发票代码', 'Code of invoice reversed', {
      aliases: ['蓝字发票代码', '对应蓝字发票代码', '被红冲发票代码'],
      required: false,
      only: { field: 'movement', is: ['reversed'] },
      width: 14,
      zhNote: '仅红冲传统发票',
      enNote: 'reversals of traditional invoices only',
    }),
    share('本合同金额', ['本合同份额', '份额', '金额', '开票金额', '含税金额', '本合同开票金额', '红冲金额']),
    column('total', 'amount', '价税合计', 'Total of the invoice', {
      aliases: ['发票总额', '发票金额', '发票价税合计', '含税合计', '总额'],
      required: { field: 'movement', is: ['issued'] },
      only: { field: 'movement', is: ['issued'] },
      mayMerge: true,
      sample: '114000.00',
      zhNote: '整张发票',
      enNote: 'the whole invoice',
    }),
    column('tax', 'amount', '税额', 'Tax', {
      aliases: ['增值税额', '税金'],
      required: { field: 'movement', is: ['issued'] },
      only: { field: 'movement', is: ['issued'] },
      mayMerge: true,
      sample: '6452.83',
    }),
    column('on', 'day', '开票日期', 'Date', {
      aliases: ['开票时间', '日期', '开具日期', '红冲日期', '发票日期'],
      width: 13,
      sample: '2025-04-20',
    }),
  ],
}

/** 到账清单: receipts, and refunds as rows of their own. */
export const payment: Sheet = {
  kind: 'payment',
  zh: '到账清单',
  en: 'Payments',
  file: 'payments',
  aliases: ['到账', '回款', '回款清单', '收款', '收款清单', '到账明细', '收款明细', '回款明细', '收入到账明细'],
  note: {
    zh: '一行一笔到账对一份合同的份额；退款另起一行，注明原回单号',
    en: 'one row, one receipt’s share in one contract; a refund is a row of its own and names its receipt',
  },
  workedOut: ['合同名称', '委托单位'],
  columns: [
    contractNo(),
    column('movement', 'choice', '业务类型', 'Movement', {
      aliases: ['收/退', '类型', '到账/退款', '收支'],
      required: false,
      choices: [
        { code: 'received', zh: '到账', aliases: ['收款', '回款', '收', '收入'] },
        { code: 'refunded', zh: '退款', aliases: ['退', '退回', '退还'] },
      ],
      byDefault: 'received',
      width: 10,
      sample: '到账',
      zhNote: '空即到账',
      enNote: 'empty: received',
    }),
    column('bankReference', 'identifier', '回单号', 'Bank reference', {
      aliases: ['银行回单号', '回单编号', '流水号', '交易流水号', '银行流水号', '凭证号'],
      required: { field: 'movement', is: ['received'] },
      width: 24,
      sample: 'HD20250506-0007',
      zhNote: '退款行填退款自身的回单号，可空',
      enNote: 'in a refund its own, which may be left out',
    }),
    column('originalReference', 'identifier', '原回单号', 'Receipt refunded', {
      aliases: ['原到账回单号', '被退回单号', '对应到账回单号'],
      required: { field: 'movement', is: ['refunded'] },
      only: { field: 'movement', is: ['refunded'] },
      width: 24,
      zhNote: '仅退款',
      enNote: 'refunds only',
    }),
    ...partyColumns('payer', '付款单位', 'Payer', {
      name: ['付款方', '付款人', '汇款单位', '付款单位名称', '付款方名称', '对方户名'],
      id: ['付款方统一社会信用代码', '付款单位信用代码', '统一社会信用代码'],
      optional: true,
    }).map((it) =>
      it.field === 'payerName' ? { ...it, required: { field: 'movement', is: ['received'] } as const } : it,
    ),
    share('本合同金额', [
      '本合同份额',
      '份额',
      '金额',
      '到账金额',
      '收款金额',
      '本合同到账金额',
      '退款金额',
      '回款金额',
    ]),
    column('total', 'amount', '回单金额', 'Total of the receipt', {
      aliases: ['回单总额', '到账总额', '总额', '回单总金额'],
      required: { field: 'movement', is: ['received'] },
      only: { field: 'movement', is: ['received'] },
      mayMerge: true,
      sample: '114000.00',
      zhNote: '整张回单',
      enNote: 'the whole receipt',
    }),
    column('on', 'day', '到账日期', 'Date', {
      aliases: ['到账时间', '日期', '收款日期', '回款日期', '退款日期', '交易日期'],
      width: 13,
      sample: '2025-05-06',
    }),
  ],
}
