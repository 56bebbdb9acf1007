import { columnsOf, contractNo, movement, partyColumns, sheet, wordsIn } from '../sheet-of'

const [ISSUED, REVERSED, RECEIVED, REFUNDED] = ['issued', 'reversed', 'received', 'refunded'].map((it) => ({
  field: 'movement',
  is: [it],
}))
const SHARE = {
  zh: '本合同金额',
  en: 'Share of this contract',
  minusMeansNothing: { field: 'movement', is: ['reversed', 'refunded'] },
  sample: '114000.00',
  note: [
    '本合同所占份额；红冲、退款填冲减、退回的金额，写作正数或负数均可',
    'this contract’s share; of a reversal or refund what is taken back, with or without a minus',
  ],
} as const

/** 开票清单: blue invoices, and reversals as rows of their own. */
export const invoice = sheet({
  kind: 'invoice',
  zh: '开票清单',
  en: 'Invoices',
  file: 'invoices',
  aliases: wordsIn('开票 发票 发票清单 开票明细 发票台账 发票明细 开票台账'),
  note: {
    zh: '一行一张发票对一份合同的份额；红冲另起一行，注明原发票号码',
    en: 'one row, one invoice’s share in one contract; a reversal is a row of its own and names its invoice',
  },
  workedOut: ['合同名称', '委托单位', '不含税金额'],
  says: [
    { type: 'InvoiceIssued', when: ISSUED },
    { type: 'InvoiceReversed', when: REVERSED },
  ],
  columns: [
    ...contractNo(),
    movement({ issued: 'InvoiceIssued', reversed: 'InvoiceReversed' }, '蓝字/红字 红蓝 发票性质 开票/红冲 类型', {
      issued: '蓝字 蓝票 正数 开具',
      reversed: '红字 红票 冲红 负数 冲销',
    }),
    ...columnsOf('InvoiceIssued', {
      'invoice/number': {
        as: 'invoiceNo',
        type: 'digits',
        en: 'Invoice no.',
        words: '发票号 数电票号码 数电发票号码 票号 红字发票号码',
        required: ISSUED,
        also: { InvoiceReversed: 'redInvoice/number' },
        note: [
          '数电票 20 位，传统发票 8 位；红冲行填红字发票号码，可空',
          '20 digits, or 8 of a traditional one; in a reversal the red invoice’s own, which may be left out',
        ],
      },
      'invoice/code': {
        as: 'invoiceCode',
        type: 'digits',
        words: '票代码 代码',
        only: { field: 'invoiceNo' },
        also: { InvoiceReversed: 'redInvoice/code' },
        width: 14,
        note: ['仅传统发票：10 或 12 位', 'traditional only: 10 or 12 digits'],
      },
    }),
    ...columnsOf('InvoiceReversed', {
      'invoice/number': {
        as: 'originalNo',
        type: 'digits',
        zh: '原发票号码',
        en: 'Invoice reversed',
        words: '被红冲发票号码 蓝字发票号码 对应蓝字发票号码 原蓝字发票号码 原发票号',
        when: REVERSED,
        note: ['仅红冲', 'reversals only'],
      },
      'invoice/code': {
        as: 'originalCode',
        type: 'digits',
        zh: '原发票代码',
        en: 'Code of invoice reversed',
        words: '蓝字发票代码 对应蓝字发票代码 被红冲发票代码',
        when: REVERSED,
        width: 14,
        note: ['仅红冲传统发票', 'reversals of traditional invoices only'],
      },
    }),
    ...columnsOf('InvoiceIssued', {
      share: {
        ...SHARE,
        words: '本合同份额 份额 金额 开票金额 含税金额 本合同开票金额 红冲金额',
        also: { InvoiceReversed: 'amount' },
      },
      total: {
        en: 'Total of the invoice',
        words: '发票总额 发票金额 发票价税合计 含税合计 总额',
        when: ISSUED,
        mayMerge: true,
        sample: '114000.00',
        note: ['整张发票', 'the whole invoice'],
      },
      tax: { words: '增值税额 税金', when: ISSUED, mayMerge: true, sample: '6452.83' },
      issuedOn: { as: 'on', en: 'Date', words: '开票时间 日期 开具日期 红冲日期 发票日期', sample: '2025-04-20' },
      // Lists of the tax service state both of red letters too, and the ledger of none.
      invoiceKind: {
        words: '发票种类 发票类型 发票票种',
        choices: {
          digitalSpecial:
            '数电发票（增值税专用发票） 数电票（增值税专用发票） 电子发票（增值税专用发票） 数电专用发票 数电票专票',
          digitalOrdinary: '数电发票（普通发票） 数电票（普通发票） 电子发票（普通发票） 数电普通发票 数电票普票',
          paperSpecial: '增值税专用发票 纸质发票（增值税专用发票） 纸质专用发票 增值税纸质专用发票',
          paperOrdinary: '增值税普通发票 纸质发票（普通发票） 纸质普通发票 增值税纸质普通发票',
          other: '增值税电子专用发票 增值税电子普通发票 机动车销售统一发票 二手车销售统一发票',
        },
        note: ['空即未说明', 'empty: not stated'],
      },
      taxRate: {
        type: 'rate',
        zh: '税率',
        words: '税率% 税率/征收率 征收率 增值税税率',
        sample: '',
        note: ['13%、13、0.13 相同；空即未说明', '13%, 13 and 0.13 are the same; empty: not stated'],
      },
    }),
  ],
})

/** 到账清单: receipts, and refunds as rows of their own. */
export const payment = sheet({
  kind: 'payment',
  zh: '到账清单',
  en: 'Payments',
  file: 'payments',
  aliases: wordsIn('到账 回款 回款清单 收款 收款清单 到账明细 收款明细 回款明细 收入到账明细'),
  note: {
    zh: '一行一笔到账对一份合同的份额；退款另起一行，注明原回单号',
    en: 'one row, one receipt’s share in one contract; a refund is a row of its own and names its receipt',
  },
  workedOut: ['合同名称', '委托单位'],
  says: [
    { type: 'PaymentReceived', when: RECEIVED },
    { type: 'PaymentRefunded', when: REFUNDED },
  ],
  columns: [
    ...contractNo(),
    movement({ received: 'PaymentReceived', refunded: 'PaymentRefunded' }, '收/退 类型 到账/退款 收支', {
      received: '收款 回款 收 收入',
      refunded: '退 退回 退还',
    }),
    ...columnsOf('PaymentReceived', {
      bankReference: {
        zh: '回单号',
        words: '银行回单号 回单编号 流水号 交易流水号 银行流水号 凭证号',
        required: RECEIVED,
        also: { PaymentRefunded: 'refundReference' },
        width: 24,
        note: ['退款行填退款自身的回单号，可空', 'in a refund its own, which may be left out'],
      },
    }),
    ...columnsOf('PaymentRefunded', {
      bankReference: {
        as: 'originalReference',
        zh: '原回单号',
        en: 'Receipt refunded',
        words: '原到账回单号 被退回单号 对应到账回单号',
        when: REFUNDED,
        width: 24,
        note: ['仅退款', 'refunds only'],
      },
    }),
    ...partyColumns('PaymentReceived', 'payer', {
      name: '付款方 付款人 汇款单位 付款单位名称 付款方名称 对方户名',
      id: '付款方统一社会信用代码 付款单位信用代码 统一社会信用代码',
      orClient: { required: RECEIVED },
    }),
    ...columnsOf('PaymentReceived', {
      share: {
        ...SHARE,
        words: '本合同份额 份额 金额 到账金额 收款金额 本合同到账金额 退款金额 回款金额',
        also: { PaymentRefunded: 'amount' },
      },
      total: {
        en: 'Total of the receipt',
        words: '回单总额 到账总额 总额 回单总金额',
        when: RECEIVED,
        mayMerge: true,
        sample: '114000.00',
        note: ['整张回单', 'the whole receipt'],
      },
      receivedOn: {
        as: 'on',
        en: 'Date',
        words: '到账时间 日期 收款日期 回款日期 退款日期 交易日期',
        sample: '2025-05-06',
      },
    }),
  ],
})
