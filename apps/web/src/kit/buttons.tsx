import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { t } from 'i18next'

/** The page as it stands, on paper. */
export function PrintButton() {
  return (
    <Button icon={<PrinterOutlined />} onClick={() => print()}>
      {t('print')}
    </Button>
  )
}
