#!/usr/bin/env node
import { resolve } from 'node:path'
import { forgetPerson, resetAdministrator } from '@pilot-ledger/access'
import { explain } from '@pilot-ledger/service'
import { Command } from 'commander'
import { seedDemonstration } from '../../standalone/src/demonstration/seed'
import { serve } from '../../standalone/src/main'
import { witness } from '../../witness/src/main'
import { checkAccessProof } from './access-proof'
import { accountsAnew, orMistake } from './accounts'
import { backUp, restore } from './backup'
import { paused } from './carried-notices'
import { takeCertificate } from './certificate'
import { continueOlder } from './continue-backup'
import { copyLedger } from './copy'
import { evidenceCommands } from './evidence-commands'
import { importFile } from './import'
import { writeJournal } from './journal'
import type { CarriedPapers } from './papers/carried'
import { placeGiven, placeServed } from './papers/places'
import { rebuildFigures } from './rebuild'
import { verifyAsked } from './verify/asked'
import { working } from './working'

const program = new Command('pilot-ledger').description('中试服务台账 · the pilot ledger')
const DATA = ['--data <folder>', '数据目录 data folder'] as const
const EVIDENCE = [
  '--evidence <place>',
  '佐证材料所在：目录或 s3://…，缺省在其旁 where the papers are: a folder or s3://…; default: beside it',
] as const
const collected = (value: string, before: readonly string[] = []) => [...before, value]

program
  .command('serve')
  .description('启动服务 serve a ledger (same options as npm start)')
  .allowUnknownOption()
  .helpOption(false)
  .argument('[options...]')
  .action((options: string[]) => serve(options))

program
  .command('witness')
  .description('见证人 cosign the checkpoints of ledgers, each as one history only (c2sp.org/tlog-witness)')
  .allowUnknownOption()
  .helpOption(false)
  .argument('[options...]')
  .action((options: string[]) => witness(options))

program
  .command('seed')
  .description('生成演示数据 record the demonstration')
  .requiredOption(...DATA)
  .action(({ data }) =>
    working(
      (progress) => seedDemonstration(resolve(data), progress('生成演示 Seeding')),
      (count) => `${count} 步已登记 steps recorded`,
    ),
  )

program
  .command('verify')
  .description(
    '核对账本、统计与佐证材料 check every entry, the figures, what was decided on them, what was signed and the papers (also while the service runs)',
  )
  .option(...DATA)
  .option('--backup <file>', '备份文件，代替数据目录 a backup as it lies, in the place of a folder')
  .option('--log <address>', 'esdb://… 集群账本 the log on a server; --data: a service’s folder with what it signed')
  .option('--access <folder>', '集群的账户目录 with --log: the accounts of one machine')
  .option('--access-id <id>', '该账户库的编号 the id of its file, as noted down')
  .option('--checkpoints <folder>', '另存的检查点 checkpoints that were kept elsewhere')
  .option('--key <key>', '验证公钥 the verification key as you noted it down')
  .option('--witness <key>', '见证人公钥 key of a witness (repeatable)', collected)
  .option('--cosignatures <count>', '至少几个会签 how many of them must have cosigned')
  .option(...EVIDENCE)
  .action((options) =>
    working(
      (progress) => verifyAsked(options, progress),
      ({ entries, faults, signed, cosigned, told = [] }) => {
        // Said always: checkpoints that somebody took away leave entries that nothing vouches for.
        const vouched = [
          ...(signed === undefined ? [] : [`已签 signed: ${signed} / ${entries}`]),
          ...(cosigned === undefined ? [] : [`已会签 cosigned: ${cosigned} / ${entries}`]),
          ...told,
        ]
        if (faults.length === 0) return [`${entries} 条记录，完好 entries, all sound`, ...vouched].join(' · ')
        process.exitCode = 1
        return [...faults, ...vouched, `${faults.length} 处问题 fault(s)`].join('\n')
      },
    ),
  )

program
  .command('rebuild')
  .description('由账本重建统计 build the figures again beside the old ones, compare, switch')
  .requiredOption(...DATA)
  .action(({ data }) =>
    working(
      (progress) => rebuildFigures(resolve(data), progress),
      ({ entries, differences }) =>
        differences === undefined
          ? `${entries} 条记录已重建，无可比旧库 entries rebuilt, no old model at the same entry`
          : differences.length === 0
            ? `${entries} 条记录已重建，与旧库逐字节相同 entries rebuilt, equal to the old model byte for byte`
            : ['与旧库不同 different from the old model:', ...differences].join('\n'),
    ),
  )

program
  .command('backup')
  .description(
    '备份 copy the log to one file, accounts, where notices go, what was signed and papers beside it (also while the service runs)',
  )
  .requiredOption(...DATA)
  .requiredOption('--to <file>', '备份文件 backup file')
  .option('--evidence <place>', '多个备份共用的佐证材料目录 a folder of papers that several backups share')
  .option('--from-evidence <place>', '佐证材料所在，同服务启动时 where the papers are, as the service is started')
  .action(({ data, to, evidence, fromEvidence }) =>
    working(
      (progress) => {
        const papers = { from: placeServed(fromEvidence), to: placeGiven(evidence) }
        return backUp(resolve(data), resolve(to), progress, papers)
      },
      ({ head, papers }) => withPapers([`已备份至位置 ${head} · backed up to position ${head}`], papers),
    ),
  )

program
  .command('restore')
  .description('恢复 put a backup into an empty folder, and check it')
  .requiredOption('--from <file>', '备份文件 backup file')
  .requiredOption(...DATA)
  .option('--reason <text>', '理由 why', '由备份恢复 restored from a backup')
  .option('--actor <name>', '恢复人 who does it', '本机')
  .option(...EVIDENCE)
  .option('--to-evidence <place>', '佐证材料放回何处，同服务启动时 where the papers go, as the service is started')
  .action(({ from, data, reason, actor, evidence, toEvidence }) =>
    working(
      (progress) =>
        restore(...([resolve(from), resolve(data), { reason, actor }, progress] as const), {
          from: placeGiven(evidence),
          to: placeServed(toEvidence),
        }),
      ({ head, papers, waiting }) =>
        withPapers(
          [
            `已恢复至位置 ${head}，首次启动时载入台账 · restored to position ${head}; the ledger will say so from its first start on`,
            ...paused(waiting),
          ],
          papers,
        ),
    ),
  )

program
  .command('continue-backup')
  .description(
    '沿用旧备份 go on from an older backup that was restored: an entry that every certificate tells from then on',
  )
  .requiredOption(...DATA)
  .requiredOption('--reason <text>', '理由 why there is no later one')
  .requiredOption('--actor <name>', '决定人 who decides it')
  .option('--log <address>', 'esdb://… 集群账本 the log on a server')
  .option('--checkpoints <folder>', '另存的检查点 checkpoints that are kept elsewhere')
  .option('--proof-key <file>', '签名密钥 the signing key; default: in the data folder')
  .action((options) =>
    working(
      () => continueOlder(options),
      (stated) => stated,
    ),
  )

program
  .command('journal')
  .description('日记账 a platform’s journal for hledger, ledger or beancount (also while the service runs)')
  .requiredOption(...DATA)
  .requiredOption('--platform <id>', '平台 id')
  .requiredOption('--format <format>', 'hledger | ledger | beancount')
  .option('--as-of <cut>', '截止：序号、时刻或日期 a sequence, an instant or a day')
  .option('--to <file>', '写入文件，缺省为标准输出 a file; default: standard output')
  .action(({ data, ...options }) =>
    working(
      (progress) => writeJournal(resolve(data), options, progress),
      (stated) => stated,
    ),
  )

program
  .command('certificate')
  .description(
    '证书 the certificate of a figure, a close, a seal or a statement: of a data folder (not while the service runs), or from a service',
  )
  .option(...DATA)
  .option(
    '--checkpoints <folder>',
    '另存的检查点，同服务启动时 checkpoints that are kept elsewhere, as the service is started',
  )
  .option('--proof-key <file>', '签名密钥 the signing key; default: in the data folder')
  .option('--service <address>', '服务地址 address of a service')
  .option('--token <token>', '该服务的令牌，或 PILOT_LEDGER_TOKEN · a token of that service')
  .option('--figure <code>', '指标代码 code of the figure')
  .option('--period <period>', '或：已结期间，如 2025-08 · or: a closed period')
  .option('--statement <no>', '或：公布数编号 · or: the number of a letter’s statement')
  .option('--round <id>', '或：已封存的轮次 · or: a sealed round')
  .option('--seal <n>', '该轮次的第几次封存，缺省为最新 which sealing of it; default: the newest')
  .option('--platform <id>', '平台 id')
  .option('--platforms <ids>', '多个平台合计：id 以逗号分隔，或 all · a total over platforms')
  .option('--programme <id>', '建设计划 id')
  .option('--from <day>', '统计期起 first day of the window')
  .option('--to <day>', '统计期止 last day of the window')
  .option('--as-of <cut>', '截止：序号、时刻或日期 a sequence, an instant or a day')
  .option(
    '--masked',
    '遮盖版：不含委托方、产品、合同名称；封存没有 for outsiders: neither client, product nor title; not of a seal',
  )
  .option('--compressed', '打包为 .json.gz packed')
  .option('--file <file>', '写入文件 the file to write')
  .action((options) =>
    working(
      (progress) => takeCertificate({ token: process.env.PILOT_LEDGER_TOKEN, ...options }, progress),
      (stated) => stated,
    ),
  )

program
  .command('import')
  .description('导入 a workbook, CSV, NDJSON or e-invoices of a platform (not while the service runs)')
  .requiredOption(...DATA)
  .requiredOption('--platform <platform>', '平台 id 或名称 id or name')
  .requiredOption('--file <file>', '.xlsx、.csv、NDJSON；数电票 XML、OFD、附有 XML 的 PDF 或其 ZIP e-invoices')
  .option('--mode <mode>', 'preview 试导入 | all 全部或全不 | good 仅无误的行', 'preview')
  .option('--contract <number>', '发票：未写明的均归此合同 invoices: the contract of all that say no other')
  .option('--choices <file>', '发票归何合同 JSON 文件 {"发票号码":"合同编号"} which invoice is for which contract')
  .option('--marked <file>', '写出标注错误的工作簿 write the workbook with its faults marked')
  .option('--actor <name>', '登记人 who is recorded', '本机')
  .action(({ data, ...options }) =>
    working(
      (progress) => importFile(resolve(data), options, progress),
      ({ lines, clean }) => {
        if (!clean) process.exitCode = 1
        return lines.join('\n')
      },
    ),
  )

evidenceCommands(program)

program
  .command('reset-administrator')
  .description('重置管理员密码 a new one-time password for an administrator, printed once')
  .requiredOption(...DATA)
  .option('--name <name>', '账户名 account', 'administrator')
  .action(({ data, name }) =>
    working(
      () => resetAdministrator(resolve(data), { name }),
      ({ account, oneTimePassword, file }) => `${account.name} / ${oneTimePassword}\n${file}`,
    ),
  )

program
  .command('forget-person')
  .description('依法删除个人信息 erase what the accounts say of a person; proofs hold (also while the service runs)')
  .requiredOption(...DATA)
  .requiredOption('--name <name>', '已停用的账户名，或统一登录的身份 a disabled account, or who an issuer vouched for')
  .requiredOption('--ground <text>', '依据 on what ground')
  .action(({ data, name, ground }) =>
    working(
      async () => orMistake(await forgetPerson(resolve(data), { name, ground })),
      ({ entries, reads, lingers }) =>
        [
          `已删除 erased: 账户记录 ${entries} account entries · 查阅记录 ${reads} reads`,
          '此前的备份仍存有 backups of before still have them',
          ...(lingers
            ? [
                'access.db-wal 仍存有，服务停止后即无；可再次执行 is still in access.db-wal until the service stops; or run it again',
              ]
            : []),
        ].join(' · '),
    ),
  )

program
  .command('begin-accounts-anew')
  .description(
    '账户库丢失或换过之后重新起算 go on with the accounts that are there, an entry says so (not while the service runs)',
  )
  .requiredOption(...DATA)
  .requiredOption('--reason <text>', '理由 why')
  .option(
    '--log <address>',
    'esdb://… 集群账本，--data 为账户目录 the log on a server; --data: the folder of the accounts',
  )
  .action(({ data, reason, log }) =>
    working(
      () => accountsAnew(resolve(data), reason, log),
      ({ file, accountEntries, reads }) =>
        `已记入账本 recorded · ${file} · 账户记录 ${accountEntries} account entries · 查阅记录 ${reads} reads`,
    ),
  )

program
  .command('access-proof')
  .description(
    '核对查阅或账户记录的证明 check the proof of one entry of the access log or of the accounts, without the service',
  )
  .requiredOption('--file <file>', '证明 the proof, as the service gave it')
  .requiredOption('--key <key>', '验证公钥 the verification key as you noted it down')
  .option('--checkpoint <file>', '检查点，证明中没有时 the signed checkpoint, where the proof has none')
  .option('--witness <key>', '见证人公钥 key of a witness (repeatable)', collected)
  .option('--cosignatures <count>', '至少几个会签，缺省为全部 how many of them must have cosigned; default: all')
  .action((options) =>
    working(
      async () => checkAccessProof(options),
      ({ proven, lines }) => {
        if (!proven) process.exitCode = 1
        return lines.join('\n')
      },
    ),
  )

program
  .command('copy')
  .description('搬家 carry a whole ledger between a folder and EventStoreDB, either way; resumable')
  .requiredOption('--from <address>', '数据目录或连接串 folder or esdb://…')
  .requiredOption('--to <address>', '数据目录或连接串 folder or esdb://…')
  .option('--from-evidence <place>', '来源的佐证材料，缺省在目录内 papers of the source; default: in its folder')
  .option('--to-evidence <place>', '去处的佐证材料，缺省在目录内 papers of the target; default: in its folder')
  .action(({ from, to, fromEvidence, toEvidence }) =>
    working(
      (progress) => {
        const papers = { from: placeGiven(fromEvidence), to: placeGiven(toEvidence) }
        return copyLedger(from, to, progress, papers)
      },
      ({ equal, lines, papers, noticesCarried }) => {
        if (!equal || !noticesCarried) process.exitCode = 1
        return withPapers(lines, papers)
      },
    ),
  )

function withPapers(lines: readonly string[], papers: CarriedPapers): string {
  if (!papers.whole) process.exitCode = 1
  return [...lines, ...papers.lines].join('\n')
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
})
