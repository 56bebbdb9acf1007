import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { type CertificateFile, FigureCertificates } from './figure-certificates.service'
import { CertificateQuery, TotalCertificateQuery } from './queries'

const JSON_TYPE = 'application/json'
/** Made anew each time: with the last checkpoint. */
const NOT_KEPT = 'no-store'

const ofFigure =
  (summary: string): MethodDecorator =>
  (target, key, descriptor) => {
    ApiOperation({ summary: `${summary}（docs/certificate.md）` })(target, key, descriptor)
    ApiOkResponse({ content: { [JSON_TYPE]: { schema: { type: 'string', format: 'binary' } } } })(
      target,
      key,
      descriptor,
    )
    Header('cache-control', NOT_KEPT)(target, key, descriptor)
  }

/** 证书: a figure with every entry that it is made of, checked offline by whoever trusts nobody. */
@ApiTags('证明 proof')
@Controller('api')
export class CertificatesController {
  constructor(private readonly figures: FigureCertificates) {}

  @Get('platforms/:id/figures/:code/certificate')
  @ofFigure('指标证书 · the certificate of a platform’s figure')
  async ofPlatform(@Param('id') id: string, @Param('code') code: string, @Query() query: CertificateQuery) {
    return sent(await this.figures.ofPlatform(id, code, query))
  }

  @Get('figures/total/:code/certificate')
  @ofFigure('合计证书 · the certificate of a figure over several platforms')
  async ofTotal(@Param('code') code: string, @Query() query: TotalCertificateQuery) {
    return sent(await this.figures.ofTotal(code, query))
  }

  @Get('programmes/:programme/figures/:code/certificate')
  @ofFigure('统筹指标证书 · the certificate of a programme’s figure')
  async ofProgramme(@Param('programme') id: string, @Param('code') code: string, @Query() query: CertificateQuery) {
    return sent(await this.figures.ofProgramme(id, code, query))
  }
}

function sent({ name, content }: CertificateFile): StreamableFile {
  return new StreamableFile(content, { type: JSON_TYPE, disposition: `attachment; filename="${name}"` })
}
