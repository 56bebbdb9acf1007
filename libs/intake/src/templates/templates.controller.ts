import { Controller, Get, Param, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger'
import { RefusalException } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import { SHEET_KINDS, SHEETS, type SheetKind } from '../columns'
import { attachment } from '../workbooks/attachment'
import { templateOf } from './template'

const MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const NAMES = [...SHEETS.map((it) => `${it.file}.xlsx`), 'all.xlsx']

/** 模板: the workbooks a clerk fills, one list each or all of a platform in one. */
@ApiTags('导入 import')
@Controller('api/templates')
export class TemplatesController {
  @Get(':template')
  @ApiParam({ name: 'template', schema: { type: 'string', enum: NAMES } })
  @ApiOkResponse({ description: 'The workbook', content: { [MIME]: { schema: { type: 'string', format: 'binary' } } } })
  async template(@Param('template') name: string) {
    const kinds = kindsOf(name)
    if (!kinds) {
      const known = refuse('unknown-template', {
        zh: `没有此模板，可选：${NAMES.join('、')}`,
        en: `there is no such template; one of ${NAMES.join(', ')}`,
      })
      throw new RefusalException([known], 404)
    }
    return new StreamableFile(await templateOf(kinds), { type: MIME, disposition: attachment(name, nameOf(kinds)) })
  }
}

/** As a clerk finds it again among what was downloaded. */
function nameOf(kinds: readonly SheetKind[]): string {
  const [sheet, another] = SHEETS.filter((it) => kinds.includes(it.kind))
  return another ? '台账导入模板.xlsx' : `${sheet.zh}（模板）.xlsx`
}

function kindsOf(name: string): readonly SheetKind[] | undefined {
  if (name === 'all.xlsx') return SHEET_KINDS
  const sheet = SHEETS.find((it) => `${it.file}.xlsx` === name)
  return sheet && [sheet.kind]
}
