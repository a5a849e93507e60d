const PAGE = 'offscreen/offscreen.html';

/** The browser's answer when two creations race; the loser finds the document in place. */
const ALREADY_THERE = 'Only a single offscreen';

/** Whether the offscreen document exists now. The browser knows; a variable of ours may not. */
export async function hasOffscreenDocument(): Promise<boolean> {
  const contexts = await chrome.runtime.getContexts({
    contextTypes: ['OFFSCREEN_DOCUMENT'],
    documentUrls: [chrome.runtime.getURL(PAGE)],
  });
  return contexts.length > 0;
}

/** Closes the offscreen document; one that is gone already is as good. */
export async function closeOffscreenDocument(): Promise<void> {
  try {
    await chrome.offscreen.closeDocument();
  } catch (error) {
    if (await hasOffscreenDocument()) throw error;
  }
}

/** Creates the offscreen document; one that somebody else just created is as good. */
export async function createOffscreenDocument(): Promise<void> {
  try {
    await chrome.offscreen.createDocument({
      url: PAGE,
      reasons: ['WORKERS', 'BLOBS'],
      justification: 'Finds and protects faces in photos in a worker, on this computer.',
    });
  } catch (error) {
    if (!String(error).includes(ALREADY_THERE)) throw error;
  }
}
