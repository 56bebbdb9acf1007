import { SERVICE_CATEGORIES } from '@pilot-ledger/engagements'
import { column, contractNo, partyColumns, type Sheet } from '../column'

const same = (words: readonly string[]) => words.map((it) => ({ code: it, zh: it }))
const registered = { required: { field: 'registrationNo' }, only: { field: 'registrationNo' } } as const

/** 合同清单: what a clerk types of it; what the ledger works out is read over. One row: a signing, and a registration beside it. */
export const contract: Sheet = {
  kind: 'contract',
  zh: '合同清单',
  en: 'Contracts',
  file: 'contracts',
  aliases: ['合同', '合同台账', '合同明细', '合同登记', '服务合同', '合同信息'],
  note: { zh: '一行一份合同', en: 'one row, one contract' },
  workedOut: ['是否关联方', '变更后金额', '已开票', '已到账', '未到账', '状态', '佐证页码', '起止日期'],
  columns: [
    contractNo({ mayMerge: false }),
    column('title', 'text', '合同名称', 'Title', {
      aliases: ['合同标题', '项目名称', '名称', '服务名称'],
      width: 30,
      sample: '光学镜头装调中试服务',
    }),
    ...partyColumns('client', '委托单位', 'Client', {
      name: ['委托方', '委托方名称', '委托单位名称', '客户', '客户名称', '甲方', '甲方名称', '单位名称', '委托企业'],
      id: [
        '信用代码',
        '社会信用代码',
        '委托单位统一社会信用代码',
        '委托方统一社会信用代码',
        '客户统一社会信用代码',
        'USCC',
      ],
    }),
    column('contractKind', 'choice', '合同类别', 'Kind', {
      aliases: ['合同性质', '合同种类', '类别'],
      required: false,
      choices: [
        { code: 'single', zh: '单项', aliases: ['单项合同', '单一', '独立合同'] },
        { code: 'framework', zh: '框架', aliases: ['框架协议', '框架合同'] },
        { code: 'callOff', zh: '订单', aliases: ['框架订单', '订单合同', 'call-off'] },
      ],
      byDefault: 'single',
      width: 10,
      sample: '单项',
      zhNote: '空即单项',
      enNote: 'empty: single',
    }),
    column('parent', 'identifier', '所属框架协议编号', 'Framework no.', {
      aliases: ['框架协议编号', '框架合同编号', '所属框架', '主合同编号'],
      required: { field: 'contractKind', is: ['callOff'] },
      only: { field: 'contractKind', is: ['callOff'] },
      zhNote: '仅订单填写',
      enNote: 'call-offs only',
    }),
    column('technologyContractType', 'choice', '技术合同类型', 'Technology contract type', {
      aliases: ['合同类型', '技术合同类别', '技术合同种类'],
      required: false,
      choices: [
        { code: 'development', zh: '开发', aliases: ['技术开发', '技术开发合同'] },
        { code: 'transfer', zh: '转让', aliases: ['技术转让', '技术转让合同'] },
        { code: 'licence', zh: '许可', aliases: ['技术许可', '技术许可合同', 'license'] },
        { code: 'consulting', zh: '咨询', aliases: ['技术咨询', '技术咨询合同'] },
        { code: 'service', zh: '服务', aliases: ['技术服务', '技术服务合同'] },
      ],
      width: 12,
      sample: '服务',
    }),
    column('serviceCategories', 'list', '服务类别', 'Service categories', {
      aliases: ['服务内容类别', '服务类型', '服务种类'],
      choices: same(SERVICE_CATEGORIES),
      width: 22,
      sample: '产品试制、检验检测',
      zhNote: `可多项，以顿号分隔：${SERVICE_CATEGORIES.join('、')}`,
      enNote: 'several, separated by 、',
    }),
    column('products', 'list', '服务产品', 'Products', {
      aliases: ['服务产品/品种', '产品', '产品名称', '品种', '服务品种'],
      required: false,
      width: 22,
      sample: '内窥镜物镜组、盐酸示例片 10mg',
      zhNote: '可多项，以顿号或分号分隔',
      enNote: 'several, separated by 、 or ;',
    }),
    column('amount', 'amount', '合同金额', 'Amount', {
      aliases: ['合同额', '金额', '合同总额', '合同价款', '合同总金额', '签约金额', '合同价', '总金额'],
      sample: '380000.00',
      zhNote: '表头或表上注明万元时按万元换算，否则为元；精确到分',
      enNote: 'yuan, or 10,000 yuan where the heading or a line above says 万元; exact to the fen',
    }),
    column('taxBasis', 'choice', '含税口径', 'Tax basis', {
      aliases: ['是否含税', '税口径', '含税', '计税口径', '含税/不含税'],
      choices: [
        { code: 'inclusive', zh: '含税', aliases: ['是'] },
        { code: 'exclusive', zh: '不含税', aliases: ['否', '未税'] },
      ],
      width: 10,
      sample: '含税',
    }),
    column('pricing', 'choice', '计价方式', 'Pricing', {
      aliases: ['定价方式', '结算方式', '价格方式'],
      choices: [
        { code: 'fixed', zh: '固定总价', aliases: ['固定', '固定价', '总价'] },
        { code: 'byActual', zh: '按实结算', aliases: ['据实结算', '实结', '按实'] },
      ],
      width: 12,
      sample: '固定总价',
    }),
    column('signedOn', 'day', '签订日期', 'Signed on', {
      aliases: ['签订时间', '签约日期', '合同签订日期', '签署日期', '签约时间', '合同日期'],
      width: 13,
      sample: '2025-03-18',
    }),
    column('endsOn', 'day', '截止日期', 'Ends on', {
      aliases: ['终止日期', '到期日', '到期日期', '合同截止日期', '结束日期', '履行期限'],
      required: false,
      width: 13,
      sample: '2026-03-17',
    }),
    column('subcontracted', 'choice', '是否转包', 'Subcontracted', {
      aliases: ['是否分包', '转包', '分包', '是否转包或分包', '是否委外', '委外'],
      required: false,
      choices: [
        { code: 'yes', zh: '是', aliases: ['true', '有', '转包', '分包'] },
        { code: 'no', zh: '否', aliases: ['false', '无', '未转包', '未分包'] },
      ],
      width: 10,
      zhNote: '由他人实施的填是；空即未说明',
      enNote: 'yes where somebody else does the work; empty: not stated',
    }),
    column('otherFunding', 'text', '其他财政资金', 'Other public funding', {
      aliases: ['其他财政资金来源', '其他财政资金支持', '其他财政资金项目', '财政资金来源', '财政资金项目'],
      required: false,
      width: 22,
      zhNote: '已获其他财政资金的，填项目名称；没有则留空',
      enNote: 'the project that pays for it too; empty where there is none',
    }),
    column('registrationNo', 'identifier', '登记编号', 'Registration no.', {
      aliases: ['技术合同登记编号', '登记号', '认定登记编号', '技术合同登记号'],
      required: false,
      width: 20,
      zhNote: '已认定登记时填写，其后四栏随之必填',
      enNote: 'once registered; the next four go with it',
    }),
    column('registrationRegime', 'text', '登记依据', 'Regime', { ...registered, aliases: ['登记制度'], width: 20 }),
    column('registrationDealAmount', 'amount', '登记成交额', 'Deal amount', {
      ...registered,
      aliases: ['合同成交额', '技术合同成交额', '成交金额', '登记金额'],
    }),
    column('registrationTechnologyAmount', 'amount', '技术交易额', 'Technology amount', {
      ...registered,
      aliases: ['登记技术交易额', '技术性收入'],
    }),
    column('registeredOn', 'day', '登记日期', 'Registered on', {
      ...registered,
      aliases: ['认定登记日期', '登记时间'],
      width: 13,
    }),
  ],
}

export const amendment: Sheet = {
  kind: 'amendment',
  zh: '补充协议',
  en: 'Amendments',
  file: 'amendments',
  aliases: ['补充协议清单', '合同变更', '变更', '变更清单', '变更协议', '补充协议明细'],
  note: {
    zh: '一行一份补充协议；变更前金额 + 增减额 = 变更后金额',
    en: 'one row, one amendment; before + change = after',
  },
  workedOut: ['合同名称', '委托单位'],
  columns: [
    contractNo(),
    column('amendmentNo', 'identifier', '补充协议编号', 'Amendment no.', {
      aliases: ['协议编号', '变更编号', '补充协议号', '补充协议', '变更协议编号'],
      mayMerge: false,
      sample: '补充协议一',
      zhNote: '合同内唯一',
      enNote: 'unique within the contract',
    }),
    column('previousAmount', 'amount', '变更前金额', 'Amount before', {
      aliases: ['原金额', '原合同金额', '变更前合同金额', '变更前'],
      sample: '380000.00',
    }),
    column('delta', 'signedAmount', '增减额', 'Change', {
      aliases: ['变更金额', '增减金额', '变动额', '增减', '调整金额', '变更额'],
      sample: '-20000.00',
      zhNote: '减少为负',
      enNote: 'negative where it lowers the amount',
    }),
    column('newAmount', 'amount', '变更后金额', 'Amount after', {
      aliases: ['现金额', '变更后合同金额', '变更后', '新金额'],
      sample: '360000.00',
    }),
    column('amendedOn', 'day', '变更日期', 'Amended on', {
      aliases: ['签订日期', '补充协议日期', '协议日期', '变更时间', '签订时间'],
      width: 13,
      sample: '2025-05-20',
    }),
    column('reason', 'text', '变更原因', 'Reason', {
      aliases: ['原因', '变更事由', '变更内容', '事由', '变更说明'],
      width: 30,
      sample: '减少一个批次',
    }),
    column('productsAdded', 'list', '新增产品', 'Products added', {
      aliases: ['增加产品', '新增服务产品'],
      required: false,
      width: 22,
      zhNote: '可多项，以顿号或分号分隔',
      enNote: 'several, separated by 、 or ;',
    }),
  ],
}
