import tinymce from 'tinymce';
import 'tinymce/icons/default';
import 'tinymce/models/dom';
import 'tinymce/themes/silver';
import 'tinymce/plugins/quickbars';
import 'tinymce/skins/content/default/content.js';
import 'tinymce/skins/ui/oxide/content.js';
import 'tinymce/skins/ui/oxide/skin.js';
import { field } from './support/elements';

field('editor');
void tinymce.init({
  selector: '#editor',
  license_key: 'gpl',
  height: 320,
  content_style: 'body { min-height: 180px }',
  promotion: false,
  branding: false,
  plugins: 'quickbars',
  quickbars_insert_toolbar: false,
  quickbars_selection_toolbar: false,
  toolbar: 'quickimage',
  menubar: false,
  statusbar: false,
  paste_data_images: true,
  automatic_uploads: true,
  images_upload_url: '/upload',
  init_instance_callback: () => {
    document.body.dataset['ready'] = 'yes';
  },
});
