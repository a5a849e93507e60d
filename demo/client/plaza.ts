/** The script of the sample site: a composer with photos and a feed of what the server received. */
interface FeedPhoto {
  readonly name: string;
  readonly type: string;
  readonly address: string;
}

interface FeedPost {
  readonly text: string;
  readonly photos: readonly FeedPhoto[];
}

function part<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`No #${id}`);
}

const form = part('composer', HTMLFormElement);
const text = part('text', HTMLTextAreaElement);
const choose = part('choose', HTMLInputElement);
const previews = part('previews', HTMLUListElement);
const send = part('send', HTMLButtonElement);
const feed = part('feed', HTMLOListElement);
let chosen: File[] = [];

part('add', HTMLButtonElement).addEventListener('click', () => {
  choose.click();
});
choose.addEventListener('change', () => {
  chosen = [...chosen, ...(choose.files ?? [])];
  choose.value = '';
  showPreviews();
});
text.addEventListener('input', showPreviews);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void post();
});

const compose = part('modal', HTMLDialogElement);
part('open-modal', HTMLButtonElement).addEventListener('click', () => {
  compose.append(form);
  compose.showModal();
});
compose.addEventListener('close', () => {
  part('composer-home', HTMLElement).append(form);
});

function showPreviews(): void {
  for (const old of previews.querySelectorAll('img')) URL.revokeObjectURL(old.src);
  previews.replaceChildren(
    ...chosen.map((file) => {
      const item = document.createElement('li');
      if (file.type.startsWith('image/')) {
        const image = document.createElement('img');
        image.src = URL.createObjectURL(file);
        image.alt = file.name;
        item.append(image);
      } else item.textContent = file.name;
      return item;
    }),
  );
  send.disabled = chosen.length === 0 && text.value.trim() === '';
}

async function post(): Promise<void> {
  const body = new FormData();
  body.append('text', text.value);
  for (const file of chosen) body.append('photo', file);
  send.disabled = true;
  const isPosted = await fetch('/api/posts', { method: 'POST', body }).then(
    ({ ok }) => ok,
    () => false,
  );
  part('refused', HTMLElement).textContent = isPosted ? '' : 'Not posted. Try again.';
  if (!isPosted) {
    send.disabled = false;
    return;
  }
  chosen = [];
  text.value = '';
  compose.close();
  showPreviews();
  await showFeed();
}

async function showFeed(): Promise<void> {
  const posts = (await (await fetch('/api/posts')).json()) as readonly FeedPost[];
  feed.replaceChildren(...posts.map(card));
  part('empty', HTMLElement).hidden = posts.length > 0;
}

function card({ text: words, photos }: FeedPost): HTMLElement {
  const item = document.createElement('li');
  item.className = 'card post';
  const who = document.createElement('p');
  who.className = 'who';
  who.textContent = 'You · just now';
  const said = document.createElement('p');
  said.textContent = words;
  const shown = photos.map((photo) => {
    if (!photo.type.startsWith('image/')) {
      const link = document.createElement('a');
      link.href = photo.address;
      link.textContent = photo.name;
      return link;
    }
    const image = document.createElement('img');
    image.src = photo.address;
    image.alt = photo.name;
    return image;
  });
  item.append(who, said, ...shown);
  return item;
}

void showFeed();
