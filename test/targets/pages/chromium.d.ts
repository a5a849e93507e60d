/** What Chromium has and the standard library does not know. */
interface DataTransferItem {
  getAsFileSystemHandle(): Promise<FileSystemHandle | null>;
}

interface Window {
  showOpenFilePicker(): Promise<FileSystemFileHandle[]>;
}
