import { EvidenceRefused, type Inspected, inspectBytes } from '@pilot-ledger/evidence/inspection'
import { notRead } from './findings'
import type { Finding } from './invoice-read'

/** What a file is as a paper, or why it is none that is taken: what uploading refuses is no paper of an invoice either. */
export async function asPaper(bytes: Uint8Array): Promise<{ readonly paper?: Inspected; readonly notTaken?: Finding }> {
  try {
    return { paper: await inspectBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) }
  } catch (error) {
    if (!(error instanceof EvidenceRefused)) throw error
    const [{ code, zh, en }] = error.refusals
    return {
      notTaken: {
        ...notRead('file-not-kept', `此文件不能存为佐证材料：${zh}`, `the file is not kept as evidence: ${en}`),
        is: 'notice',
        facts: { because: code },
      },
    }
  }
}
