import { useDropzone } from 'react-dropzone-14';
import { showReactDropzone } from './support/react-dropzone-page';

showReactDropzone(useDropzone, false);
