import { columnsOf, contractNo, partyColumns, sheet, wordsIn } from '../sheet-of'

const product = { words: '产品名称 服务产品 品名 产品/品种 服务产品/品种', width: 22 }

/** 批次清单: a batch, and what became of it. */
export const batch = sheet({
  kind: 'batch',
  zh: '批次清单',
  en: 'Batches',
  file: 'batches',
  aliases: wordsIn('批次 批次台账 批次明细 生产批次'),
  note: { zh: '一行一个批次；放行与不合格只填其一', en: 'one row, one batch; released or rejected, not both' },
  either: ['releasedOn', 'rejectedOn'],
  workedOut: ['合同名称', '委托单位'],
  says: [
    { type: 'BatchRun' },
    { type: 'BatchReleased', when: { field: 'releasedOn' } },
    { type: 'BatchRejected', when: { field: 'rejectedOn' } },
  ],
  columns: [
    ...contractNo(),
    ...columnsOf('BatchRun', {
      batchNo: {
        words: '批次号 批次编号 生产批号 批次',
        mayMerge: false,
        note: ['同一产品内唯一', 'unique for the product'],
      },
      product,
      line: { words: '产线 线号' },
      kind: {
        as: 'batchKind',
        zh: '批次类型',
        words: '批次性质 批次类别 类型 批类型',
        choices: {
          小试: '小试批',
          中试: '中试批',
          工程: '工程批',
          注册: '注册批',
          工艺验证: 'PPQ 工艺验证(PPQ) 工艺验证（PPQ） 验证',
          临床: '临床批',
          商业: '商业化 商业批',
        },
        sample: '中试',
      },
      size: { type: 'decimal', words: '数量 批次数量 产量 批量大小', note: ['至多六位小数', 'up to six decimals'] },
      unit: { words: '计量单位 批量单位 数量单位', width: 8 },
      startedOn: { words: '投产日期 开工日期 生产日期 开始时间 投料日期', sample: '2025-04-01' },
      completedOn: { words: '完工日期 结束日期 完成时间', sample: '2025-04-12' },
      yieldPercent: {
        type: 'percent',
        zh: '收率',
        words: '成品率 收率(%) 得率 良率 合格率',
        note: ['百分数：96.5 与 96.5% 相同', 'percent: 96.5 and 96.5% are the same'],
      },
    }),
    ...columnsOf('BatchReleased', {
      on: {
        as: 'releasedOn',
        zh: '放行日期',
        en: 'Released on',
        words: '放行时间',
        required: { field: 'releasedBy' },
        sample: '2025-04-15',
      },
      by: {
        as: 'releasedBy',
        zh: '放行人',
        en: 'Released by',
        words: '放行部门 放行',
        required: { field: 'releasedOn' },
      },
    }),
    ...columnsOf('BatchRejected', {
      on: {
        as: 'rejectedOn',
        zh: '不合格日期',
        en: 'Rejected on',
        words: '判定不合格日期 拒收日期',
        required: { field: 'rejectedBy' },
        sample: '',
      },
      by: {
        as: 'rejectedBy',
        zh: '不合格判定人',
        en: 'Rejected by',
        words: '判定人 不合格判定部门 不合格人',
        required: { field: 'rejectedOn' },
        sample: '',
      },
      reason: {
        as: 'rejectionReason',
        zh: '不合格原因',
        en: 'Reason of rejection',
        words: '拒收原因',
        when: { field: 'rejectedOn' },
        width: 24,
      },
    }),
  ],
})

export const deliverable = sheet({
  kind: 'deliverable',
  zh: '验收清单',
  en: 'Deliverables',
  file: 'deliverables',
  aliases: wordsIn('验收 成果验收 交付物 成果清单 验收明细 交付清单'),
  note: { zh: '一行一项成果', en: 'one row, one deliverable' },
  workedOut: ['合同名称', '委托单位'],
  says: [{ type: 'DeliverableAccepted' }],
  columns: [
    ...contractNo(),
    ...columnsOf('DeliverableAccepted', {
      deliverableNo: {
        words: '交付物编号 验收编号 成果号 验收单号',
        mayMerge: false,
        note: ['合同内唯一', 'unique within the contract'],
      },
      title: { zh: '成果名称', words: '成果 交付物 交付物名称 验收内容', width: 30 },
      acceptedOn: { words: '验收时间', sample: '2025-06-10' },
      acceptedBy: { words: '验收单位 验收方 验收部门', width: 20 },
    }),
  ],
})

export const approval = sheet({
  kind: 'approval',
  zh: '批件清单',
  en: 'Approvals',
  file: 'approvals',
  aliases: wordsIn('批件 药品批件 注册证书 药品注册证书'),
  note: { zh: '一行一个批准文号', en: 'one row, one approval number' },
  workedOut: ['合同名称', '委托单位'],
  says: [{ type: 'DrugApprovalObtained' }],
  columns: [
    ...contractNo(),
    ...columnsOf('DrugApprovalObtained', {
      product: { ...product, note: ['合同所列产品', 'a product of the contract'] },
      variety: {
        words: '品种名称 通用名 药品通用名称',
        width: 22,
        note: ['两个规格为一个品种', 'two strengths are one variety'],
      },
      approvalNo: { type: 'code', words: '药品批准文号 文号', mayMerge: false, width: 22 },
      certificateNo: { words: '注册证书编号 药品注册证书编号 证书号' },
    }),
    ...partyColumns('DrugApprovalObtained', 'holder', {
      en: 'Holder',
      name: '持有人 MAH 上市许可持有人名称 持有人名称',
      id: '持有人统一社会信用代码 持有人信用代码 统一社会信用代码',
      orClient: {},
    }),
    ...columnsOf('DrugApprovalObtained', { approvedOn: { words: '获批日期 发证日期 批准时间', sample: '2025-07-01' } }),
  ],
})

export const evidence = sheet({
  kind: 'evidence',
  zh: '佐证材料',
  en: 'Evidence',
  file: 'evidence',
  aliases: wordsIn('佐证 佐证材料清单 附件清单 证明材料'),
  note: { zh: '一行一个文件；文件本身不上传', en: 'one row, one file; the file itself stays where it is' },
  workedOut: ['合同名称', '委托单位'],
  says: [{ type: 'EvidenceAttached' }],
  columns: [
    ...contractNo(),
    ...columnsOf('EvidenceAttached', {
      kind: {
        as: 'evidenceKind',
        zh: '材料类型',
        en: 'Kind',
        words: '佐证类型 类型 材料类别 附件类型',
        sample: '合同',
      },
      fileName: { words: '文件名称 材料名称 附件名称', width: 30 },
      pages: { words: '页码 总页数 佐证页码', sample: '12' },
      sha256: {
        zh: 'SHA-256',
        words: '校验值 哈希值 文件校验值 SHA256 哈希',
        mayMerge: false,
        note: ['文件的 SHA-256，64 位十六进制', 'of the file, 64 hexadecimal digits'],
      },
      entry: {
        zh: '所证记录',
        en: 'Entry proved',
        words: '记录编号 对应记录',
        width: 38,
        note: ['台账记录编号；空即整份合同', 'an entry of the ledger; empty: the contract as a whole'],
      },
    }),
  ],
})
