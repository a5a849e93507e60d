/** Packages that ship no types; only what the pages use. */
declare module '*.css';

declare module 'blueimp-file-upload';

declare module 'jquery' {
  interface Selection {
    fileupload(options: object): void;
  }
  function jQuery(element: Element): Selection;
  export { jQuery as default };
}

declare module '@flowjs/flow.js' {
  class Flow {
    constructor(options: object);
    assignBrowse(element: Element): void;
    assignDrop(element: Element): void;
    on(event: 'filesSubmitted', listener: () => void): void;
    upload(): void;
  }
  export { Flow as default };
}

declare module 'react-dropzone-14' {
  export * from 'react-dropzone';
}

declare module 'tinymce/icons/default';
declare module 'tinymce/models/dom';
declare module 'tinymce/plugins/quickbars';
declare module 'tinymce/skins/content/default/content.js';
declare module 'tinymce/skins/ui/oxide/content.js';
declare module 'tinymce/skins/ui/oxide/skin.js';
declare module 'tinymce/themes/silver';
