import type { Command } from 'commander'
import { uploadEvidence } from './evidence'
import { sweepPapers } from './papers/swept'
import { working } from './working'

/** `evidence …`: the papers themselves. */
export function evidenceCommands(program: Command): void {
  const evidence = program.command('evidence').description('佐证材料 the papers themselves')
  evidence
    .command('upload')
    .description('上传文件或目录 files, or those in folders: to a service, or into a data folder that none has open')
    .argument('<files...>')
    .option('--data <folder>', '数据目录 data folder')
    .option('--service <address>', '服务地址 address of a service')
    .option('--token <token>', '该服务的令牌，或 PILOT_LEDGER_TOKEN · a token of that service')
    .requiredOption('--platform <platform>', '平台 id（本机目录也可用名称） id; of a data folder its name too')
    .option('--actor <name>', '登记人 who is recorded, of a data folder', '本机')
    .action((files: string[], options) =>
      working(
        (progress) =>
          uploadEvidence(files, { token: process.env.PILOT_LEDGER_TOKEN, ...options }, progress, (line) =>
            process.stdout.write(`${line}\n`),
          ),
        ({ counted, clean }) => {
          if (!clean) process.exitCode = 1
          return counted
        },
      ),
    )

  evidence
    .command('sweep')
    .description(
      '清理已无记录提及的文件 remove files that no entry names, and has not for the grace since a sweep first found so (also while the service runs)',
    )
    .requiredOption('--data <folder>', '数据目录 data folder')
    .option('--log <address>', 'esdb://… 集群账本 the log on a server')
    .option('--evidence <place>', '佐证材料所在，同服务启动时 where the papers are, as the service is started')
    .option('--grace <days>', '宽限天数 days that they are kept', '30')
    .option('--dry-run', '只列出，不移除 only list them')
    .action((options) =>
      working(
        () => sweepPapers(options),
        (lines) => lines.join('\n'),
      ),
    )
}
