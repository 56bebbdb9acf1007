import { GlobalOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { chooseLanguage } from './language'
import { english } from './said'

export function LanguageChoice() {
  const other = english() ? 'zh' : 'en'
  return (
    <Button icon={<GlobalOutlined />} onClick={() => void chooseLanguage(other)} lang={other === 'zh' ? 'zh-CN' : 'en'}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  )
}
