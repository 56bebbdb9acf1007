import { columnsOf, contractNo, partyColumns, sheet, wordsIn } from '../sheet-of'

const registered = { when: { field: 'registrationNo' } } as const

/** 合同清单: what a clerk types of it; what the ledger works out is read over. One row: a signing, and a registration beside it. */
export const contract = sheet({
  kind: 'contract',
  zh: '合同清单',
  en: 'Contracts',
  file: 'contracts',
  aliases: wordsIn('合同 合同台账 合同明细 合同登记 服务合同 合同信息'),
  note: { zh: '一行一份合同', en: 'one row, one contract' },
  workedOut: wordsIn('是否关联方 变更后金额 已开票 已到账 未到账 状态 佐证页码 起止日期'),
  says: [{ type: 'ContractSigned' }, { type: 'TechContractRegistered', ...registered }],
  columns: [
    ...contractNo({ mayMerge: false }),
    ...columnsOf('ContractSigned', { title: { words: '合同标题 项目名称 名称 服务名称', width: 30 } }),
    ...partyColumns('ContractSigned', 'client', {
      name: '委托方 委托方名称 委托单位名称 客户 客户名称 甲方 甲方名称 单位名称 委托企业',
      id: '信用代码 社会信用代码 委托单位统一社会信用代码 委托方统一社会信用代码 客户统一社会信用代码 USCC',
    }),
    ...columnsOf('ContractSigned', {
      kind: {
        as: 'contractKind',
        zh: '合同类别',
        words: '合同性质 合同种类 类别',
        choices: {
          single: '单项合同 单一 独立合同',
          framework: '框架协议 框架合同',
          callOff: '框架订单 订单合同 call-off',
        },
        byDefault: 'single',
        sample: '单项',
      },
      parent: {
        zh: '所属框架协议编号',
        words: '框架协议编号 框架合同编号 所属框架 主合同编号',
        required: { field: 'contractKind', is: ['callOff'] },
        only: { field: 'contractKind', is: ['callOff'] },
        note: ['仅订单填写', 'call-offs only'],
      },
      technologyContractType: {
        words: '合同类型 技术合同类别 技术合同种类',
        choices: {
          development: '开发 技术开发合同',
          transfer: '转让 技术转让合同',
          licence: '许可 技术许可合同 license',
          consulting: '咨询 技术咨询合同',
          service: '服务 技术服务合同',
        },
        sample: '技术服务',
      },
      serviceCategories: { words: '服务内容类别 服务类型 服务种类' },
      products: {
        zh: '服务产品',
        words: '服务产品/品种 产品 产品名称 品种 服务品种',
        required: false,
        sample: '内窥镜物镜组、盐酸示例片 10mg',
      },
      amount: {
        zh: '合同金额',
        words: '合同额 金额 合同总额 合同价款 合同总金额 签约金额 合同价 总金额',
        note: [
          '表头或表上注明万元时按万元换算，否则为元；精确到分',
          'yuan, or 10,000 yuan where the heading or a line above says 万元; exact to the fen',
        ],
      },
      taxBasis: {
        zh: '含税口径',
        words: '是否含税 税口径 含税 计税口径 含税/不含税',
        choices: { inclusive: '是', exclusive: '否 未税' },
        sample: '含税',
      },
      pricing: {
        words: '定价方式 结算方式 价格方式',
        choices: { fixed: '固定 固定价 总价', byActual: '据实结算 实结 按实' },
        sample: '固定总价',
      },
      signedOn: { words: '签订时间 签约日期 合同签订日期 签署日期 签约时间 合同日期' },
      endsOn: { words: '截止日期 终止日期 到期日 到期日期 合同截止日期 结束日期 履行期限' },
      subcontracted: {
        zh: '是否转包',
        en: 'Subcontracted',
        words: '是否分包 转包 分包 是否转包或分包 是否委外 委外',
        choices: { yes: 'true 有 转包 分包', no: 'false 无 未转包 未分包' },
        note: ['由他人实施的填是；空即未说明', 'yes where somebody else does the work; empty: not stated'],
      },
      otherFunding: {
        zh: '其他财政资金',
        en: 'Other public funding',
        words: '其他财政资金来源 其他财政资金支持 其他财政资金项目 财政资金来源 财政资金项目',
        sample: '',
        width: 22,
        note: [
          '已获其他财政资金的，填项目名称；没有则留空',
          'the project that pays for it too; empty where there is none',
        ],
      },
    }),
    ...columnsOf('TechContractRegistered', {
      registrationNo: {
        words: '技术合同登记编号 登记号 认定登记编号 技术合同登记号',
        required: false,
        sample: '',
        width: 20,
        note: ['已认定登记时填写，其后四栏随之必填', 'once registered; the next four go with it'],
      },
      regime: { as: 'registrationRegime', ...registered, words: '登记制度', width: 20 },
      dealAmount: {
        as: 'registrationDealAmount',
        ...registered,
        zh: '登记成交额',
        words: '合同成交额 技术合同成交额 成交金额 登记金额',
      },
      technologyAmount: { as: 'registrationTechnologyAmount', ...registered, words: '登记技术交易额 技术性收入' },
      registeredOn: { ...registered, words: '认定登记日期 登记时间' },
    }),
  ],
})

export const amendment = sheet({
  kind: 'amendment',
  zh: '补充协议',
  en: 'Amendments',
  file: 'amendments',
  aliases: wordsIn('补充协议清单 合同变更 变更 变更清单 变更协议 补充协议明细'),
  note: {
    zh: '一行一份补充协议；变更前金额 + 增减额 = 变更后金额',
    en: 'one row, one amendment; before + change = after',
  },
  workedOut: ['合同名称', '委托单位'],
  says: [{ type: 'ContractAmended' }],
  columns: [
    ...contractNo(),
    ...columnsOf('ContractAmended', {
      amendmentNo: {
        words: '协议编号 变更编号 补充协议号 补充协议 变更协议编号',
        mayMerge: false,
        note: ['合同内唯一', 'unique within the contract'],
      },
      previousAmount: { words: '原金额 原合同金额 变更前合同金额 变更前' },
      delta: {
        words: '变更金额 增减金额 变动额 增减 调整金额 变更额',
        note: ['减少为负', 'negative where it lowers the amount'],
      },
      newAmount: { words: '现金额 变更后合同金额 变更后 新金额' },
      amendedOn: { zh: '变更日期', words: '签订日期 补充协议日期 协议日期 变更时间 签订时间', sample: '2025-05-20' },
      reason: { zh: '变更原因', words: '原因 变更事由 变更内容 事由 变更说明', width: 30 },
      productsAdded: { words: '增加产品 新增服务产品' },
    }),
  ],
})
