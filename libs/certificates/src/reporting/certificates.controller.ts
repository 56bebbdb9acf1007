import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CloseCertificates } from './close-certificates.service'
import { type CertificateFile, FigureCertificates } from './figure-certificates.service'
import { CertificateCut, CertificateQuery, TotalCertificateQuery } from './queries'

const JSON_TYPE = 'application/json'
/** Made anew each time: with the last checkpoint. */
const NOT_KEPT = 'no-store'

const certificateOf =
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
  constructor(
    private readonly figures: FigureCertificates,
    private readonly closes: CloseCertificates,
  ) {}

  @Get('platforms/:id/figures/:code/certificate')
  @certificateOf('指标证书 · the certificate of a platform’s figure')
  async ofPlatform(@Param('id') id: string, @Param('code') code: string, @Query() query: CertificateQuery) {
    return sent(await this.figures.ofPlatform(id, code, query))
  }

  @Get('figures/total/:code/certificate')
  @certificateOf('合计证书 · the certificate of a figure over several platforms')
  async ofTotal(@Param('code') code: string, @Query() query: TotalCertificateQuery) {
    return sent(await this.figures.ofTotal(code, query))
  }

  @Get('programmes/:programme/figures/:code/certificate')
  @certificateOf('统筹指标证书 · the certificate of a programme’s figure')
  async ofProgramme(@Param('programme') id: string, @Param('code') code: string, @Query() query: CertificateQuery) {
    return sent(await this.figures.ofProgramme(id, code, query))
  }

  @Get('platforms/:id/closes/:period/certificate')
  @certificateOf('结账证书 · the certificate of a period’s close')
  async ofClose(@Param('id') id: string, @Param('period') period: string, @Query() query: CertificateCut) {
    return sent(await this.closes.of(id, period, query))
  }
}

function sent({ name, content }: CertificateFile): StreamableFile {
  return new StreamableFile(content, { type: JSON_TYPE, disposition: `attachment; filename="${name}"` })
}
