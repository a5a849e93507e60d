import { useDropzone } from 'react-dropzone';
import { showReactDropzone } from './support/react-dropzone-page';

showReactDropzone(useDropzone, true);
