import { createElement } from 'react';
import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { useDropzone } from 'react-dropzone';
import { area } from './elements';
import { note } from './notes';
import { upload } from './upload';

/** The same page for each version of the library. */
export function showReactDropzone(use: typeof useDropzone, useFsAccessApi: boolean): void {
  function Zone(): ReactElement {
    const { getRootProps, getInputProps, open } = use({
      useFsAccessApi,
      noClick: true,
      onDrop: (files: readonly File[]) => {
        if (files.length > 0) void upload(...files);
      },
      onFileDialogCancel: () => {
        note('cancelled');
      },
    });
    return createElement(
      'div',
      { ...getRootProps(), id: 'drop', style: { width: 420, height: 160, background: 'silver' } },
      createElement('input', getInputProps()),
      createElement('button', { id: 'open', type: 'button', onClick: open }, 'open'),
    );
  }
  createRoot(area('root')).render(createElement(Zone));
}
