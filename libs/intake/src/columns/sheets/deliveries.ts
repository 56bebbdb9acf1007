import { BATCH_KINDS, EVIDENCE_KINDS } from '@pilot-ledger/engagements'
import { column, contractNo, partyColumns, type Sheet } from '../column'

const product = (more: Parameters<typeof column>[4] = {}) =>
  column('product', 'text', '产品', 'Product', {
    aliases: ['产品名称', '服务产品', '品名', '产品/品种', '服务产品/品种'],
    width: 22,
    sample: '内窥镜物镜组',
    ...more,
  })
const BATCH_ALIASES: Readonly<Record<string, readonly string[]>> = {
  工艺验证: ['PPQ', '工艺验证(PPQ)', '工艺验证（PPQ）', '验证'],
  注册: ['注册批'],
  临床: ['临床批'],
  商业: ['商业化', '商业批'],
  工程: ['工程批'],
}

/** 批次清单: a batch, and what became of it. */
export const batch: Sheet = {
  kind: 'batch',
  zh: '批次清单',
  en: 'Batches',
  file: 'batches',
  aliases: ['批次', '批次台账', '批次明细', '生产批次'],
  note: { zh: '一行一个批次；放行与不合格只填其一', en: 'one row, one batch; released or rejected, not both' },
  either: ['releasedOn', 'rejectedOn'],
  workedOut: ['合同名称', '委托单位'],
  columns: [
    contractNo(),
    column('batchNo', 'identifier', '批号', 'Batch no.', {
      aliases: ['批次号', '批次编号', '生产批号', '批次'],
      mayMerge: false,
      sample: 'Z250401',
      zhNote: '同一产品内唯一',
      enNote: 'unique for the product',
    }),
    product(),
    column('line', 'text', '生产线', 'Line', { aliases: ['产线', '线号'], required: false, sample: '2号线' }),
    column('batchKind', 'choice', '批次类型', 'Kind', {
      aliases: ['批次性质', '批次类别', '类型', '批类型'],
      choices: BATCH_KINDS.map((it) => ({ code: it, zh: it, aliases: BATCH_ALIASES[it] ?? [`${it}批`] })),
      width: 12,
      sample: '中试',
    }),
    column('size', 'decimal', '批量', 'Size', {
      aliases: ['数量', '批次数量', '产量', '批量大小'],
      width: 12,
      sample: '120',
      zhNote: '至多六位小数',
      enNote: 'up to six decimals',
    }),
    column('unit', 'text', '单位', 'Unit', { aliases: ['计量单位', '批量单位', '数量单位'], width: 8, sample: '套' }),
    column('startedOn', 'day', '开始日期', 'Started on', {
      aliases: ['投产日期', '开工日期', '生产日期', '开始时间', '投料日期'],
      width: 13,
      sample: '2025-04-01',
    }),
    column('completedOn', 'day', '完成日期', 'Completed on', {
      aliases: ['完工日期', '结束日期', '完成时间'],
      required: false,
      width: 13,
      sample: '2025-04-12',
    }),
    column('yieldPercent', 'percent', '收率', 'Yield %', {
      aliases: ['成品率', '收率(%)', '得率', '良率', '合格率'],
      required: false,
      width: 10,
      sample: '96.5',
      zhNote: '百分数：96.5 与 96.5% 相同',
      enNote: 'percent: 96.5 and 96.5% are the same',
    }),
    column('releasedOn', 'day', '放行日期', 'Released on', {
      aliases: ['放行时间'],
      required: { field: 'releasedBy' },
      width: 13,
      sample: '2025-04-15',
    }),
    column('releasedBy', 'text', '放行人', 'Released by', {
      aliases: ['放行部门', '放行'],
      required: { field: 'releasedOn' },
      sample: '质量部',
    }),
    column('rejectedOn', 'day', '不合格日期', 'Rejected on', {
      aliases: ['判定不合格日期', '拒收日期'],
      required: { field: 'rejectedBy' },
      width: 13,
    }),
    column('rejectedBy', 'text', '不合格判定人', 'Rejected by', {
      aliases: ['判定人', '不合格判定部门', '不合格人'],
      required: { field: 'rejectedOn' },
    }),
    column('rejectionReason', 'text', '不合格原因', 'Reason of rejection', {
      aliases: ['拒收原因'],
      required: false,
      only: { field: 'rejectedOn' },
      width: 24,
    }),
  ],
}

export const deliverable: Sheet = {
  kind: 'deliverable',
  zh: '验收清单',
  en: 'Deliverables',
  file: 'deliverables',
  aliases: ['验收', '成果验收', '交付物', '成果清单', '验收明细', '交付清单'],
  note: { zh: '一行一项成果', en: 'one row, one deliverable' },
  workedOut: ['合同名称', '委托单位'],
  columns: [
    contractNo(),
    column('deliverableNo', 'identifier', '成果编号', 'Deliverable no.', {
      aliases: ['交付物编号', '验收编号', '成果号', '验收单号'],
      mayMerge: false,
      sample: 'CG-01',
      zhNote: '合同内唯一',
      enNote: 'unique within the contract',
    }),
    column('title', 'text', '成果名称', 'Title', {
      aliases: ['成果', '交付物', '交付物名称', '验收内容'],
      required: false,
      width: 30,
      sample: '中试报告',
    }),
    column('acceptedOn', 'day', '验收日期', 'Accepted on', { aliases: ['验收时间'], width: 13, sample: '2025-06-10' }),
    column('acceptedBy', 'text', '验收人', 'Accepted by', {
      aliases: ['验收单位', '验收方', '验收部门'],
      width: 20,
      sample: '委托方项目部',
    }),
  ],
}

export const approval: Sheet = {
  kind: 'approval',
  zh: '批件清单',
  en: 'Approvals',
  file: 'approvals',
  aliases: ['批件', '药品批件', '注册证书', '药品注册证书'],
  note: { zh: '一行一个批准文号', en: 'one row, one approval number' },
  workedOut: ['合同名称', '委托单位'],
  columns: [
    contractNo(),
    product({ sample: '盐酸示例片 10mg', zhNote: '合同所列产品', enNote: 'a product of the contract' }),
    column('variety', 'text', '品种', 'Variety', {
      aliases: ['品种名称', '通用名', '药品通用名称'],
      width: 22,
      sample: '盐酸示例片',
      zhNote: '两个规格为一个品种',
      enNote: 'two strengths are one variety',
    }),
    column('approvalNo', 'code', '批准文号', 'Approval no.', {
      aliases: ['药品批准文号', '文号'],
      mayMerge: false,
      width: 22,
      sample: '国药准字H20250001',
    }),
    column('certificateNo', 'identifier', '证书编号', 'Certificate no.', {
      aliases: ['注册证书编号', '药品注册证书编号', '证书号'],
      sample: '2025S00001',
    }),
    ...partyColumns('holder', '上市许可持有人', 'Holder', {
      name: ['持有人', 'MAH', '上市许可持有人名称', '持有人名称'],
      id: ['持有人统一社会信用代码', '持有人信用代码', '统一社会信用代码'],
      optional: true,
    }),
    column('approvedOn', 'day', '批准日期', 'Approved on', {
      aliases: ['获批日期', '发证日期', '批准时间'],
      width: 13,
      sample: '2025-07-01',
    }),
  ],
}

export const evidence: Sheet = {
  kind: 'evidence',
  zh: '佐证材料',
  en: 'Evidence',
  file: 'evidence',
  aliases: ['佐证', '佐证材料清单', '附件清单', '证明材料'],
  note: { zh: '一行一个文件；文件本身不上传', en: 'one row, one file; the file itself stays where it is' },
  workedOut: ['合同名称', '委托单位'],
  columns: [
    contractNo(),
    column('evidenceKind', 'choice', '材料类型', 'Kind', {
      aliases: ['佐证类型', '类型', '材料类别', '附件类型'],
      choices: EVIDENCE_KINDS.map((it) => ({ code: it, zh: it })),
      width: 12,
      sample: '合同',
    }),
    column('fileName', 'text', '文件名', 'File name', {
      aliases: ['文件名称', '材料名称', '附件名称'],
      width: 30,
      sample: '合同扫描件.pdf',
    }),
    column('pages', 'integer', '页数', 'Pages', { aliases: ['页码', '总页数', '佐证页码'], width: 8, sample: '12' }),
    column('sha256', 'hex', 'SHA-256', 'SHA-256', {
      aliases: ['校验值', '哈希值', '文件校验值', 'SHA256', '哈希'],
      mayMerge: false,
      width: 68,
      sample: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      zhNote: '文件的 SHA-256，64 位十六进制',
      enNote: 'of the file, 64 hexadecimal digits',
    }),
    column('entry', 'text', '所证记录', 'Entry proved', {
      aliases: ['记录编号', '对应记录'],
      required: false,
      width: 38,
      zhNote: '台账记录编号；空即整份合同',
      enNote: 'an entry of the ledger; empty: the contract as a whole',
    }),
  ],
}
