import type { Words } from './word'

/** The field's own words, as entries and lists use them. */
export const ledgerWords = {
  'state.voided': ['已作废', 'Voided'],
  'state.waiting': ['待复核', 'Waits for approval'],
  'disposition.released': ['已放行', 'Released'],
  'disposition.rejected': ['不合格', 'Rejected'],
  'basis.signed': ['签订口径', 'signed'],
  'basis.invoiced': ['开票口径', 'invoiced'],
  'basis.received': ['到账口径', 'received'],
  'basis.outstanding': ['应收口径', 'outstanding'],
  'basis.notApplicable': ['—', '—'],
  'basis.none': ['—', '—'],
  'basis.notStated': ['未说明', 'not stated'],
  'warned.title': ['登记后将出现（尚未登记）：', 'Recording this would bring (nothing is recorded yet):'],
  'warned.waits': [
    '登记后须经他人复核，通过前不计入任何数字：',
    'It will wait for a second person, and count in no figure until then:',
  ],
  'warned.record': ['仍要登记', 'Record it all the same'],
  'warned.back': ['返回修改', 'Back to the form'],
  'warned.received': ['到账', 'received'],
  'warned.invoiced': ['开票', 'invoiced'],
  'warned.amount': ['合同金额', 'contract'],
  'warned.netInvoiced': ['不含税开票', 'invoiced without tax'],
  'warned.tax': ['税额', 'tax'],
  'warned.net': ['不含税金额', 'without tax'],
  'warned.highestPercent': ['最高税率 %', 'highest rate in %'],
} as const satisfies Words
