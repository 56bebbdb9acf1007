/**
 * What each field is called: by the 数电票's own XML (root `EInvoice`), by the element lists of the finance ministry's electronic
 * vouchers, and in Chinese or pinyin as other systems hand invoices on. Written as `plainName` leaves them; the first that is there
 * holds.
 */
const names = (text: string): readonly string[] => text.split(' ')

export const HEAD_FIELDS = {
  number: names('invoicenumber eiid einvoicenumber 数电票号码 数电发票号码 发票号码 fphm invoiceno'),
  kind: names('invoicetypename fpzl 发票类型 发票票种 票种 发票种类 fplxmc invoicetype fplx'),
  sellerId: names(
    'selleridnum sellertaxid sellertaxno sellertaxpayerid 销售方纳税人识别号 销售方统一社会信用代码纳税人识别号 销方识别号 销方税号 xsfnsrsbh xfsh xfnsrsbh nsrsbh',
  ),
  sellerName: names('sellername 销售方名称 销方名称 xsfmc xfmc'),
  buyerId: names(
    'buyeridnum buyertaxid buyertaxno buyertaxpayerid 购买方纳税人识别号 购买方统一社会信用代码纳税人识别号 购方识别号 购方税号 gmfnsrsbh gfsh gfnsrsbh',
  ),
  buyerName: names('buyername 购买方名称 购方名称 gmfmc gfmc'),
  withoutTax: names('totalamwithouttax totalamountwithouttax taxexclusivetotalamount 合计金额 不含税金额 hjje'),
  tax: names('totaltaxam totaltaxamount taxtotalamount 合计税额 hjse'),
  total: names('totaltaxincludedamount totalamountwithtax taxinclusivetotalamount 价税合计 价税合计小写 jshj'),
  requested: names('requesttime 开票日期 kprq issuedate'),
  issued: names('issuetime'),
  remark: names('remark remarks 备注 bz note'),
  reverses: names(
    'originalinvoicenumber blueinvoicenumber 蓝字发票号码 原蓝字发票号码 原发票号码 yfphm lzfphm ylzfphm',
  ),
  reversesCode: names(
    'originalinvoicecode blueinvoicecode 蓝字发票代码 原蓝字发票代码 原发票代码 yfpdm lzfpdm ylzfpdm',
  ),
} as const
export type HeadField = keyof typeof HEAD_FIELDS

/** One line of goods each. A line has an amount with tax of its own, whose name is all but that of the total. */
export const LINE_ELEMENTS: ReadonlySet<string> = new Set(
  names(
    'issuiteminformation issueiteminformation iteminformation goodsinfo commonfpkjxmxx fpmx mx 明细 项目明细 货物明细 商品明细',
  ),
)

export const LINE_FIELDS = {
  name: names('itemname goodsname item 项目名称 货物名称 货物或应税劳务名称 xmmc spmc hwmc'),
  amount: names('amount 金额 je xmje'),
  tax: names('comtaxam taxamount taxam 税额 se'),
  rate: names('taxrate taxscheme 税率 税率征收率 slv sl'),
} as const
export type LineField = keyof typeof LINE_FIELDS
