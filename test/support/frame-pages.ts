/** The inside of a frame: an input whose choice the page around it sends. */
function inside(how: string): string {
  return `<input id=go type=file onchange=parent.send('${how}',this.files[0])>`;
}

/** Pages that have frames, windows and documents of their own making; `send` is the site's. */
export const FRAME_PAGES = {
  '/srcdoc': `<iframe srcdoc="${inside('srcdoc')}"></iframe>`,
  '/sandbox': `<iframe sandbox="allow-scripts" srcdoc="<input id=go type=file><script>
    go.onchange = () => parent.postMessage(go.files[0], '*')</script>"></iframe>
    <script>onmessage = ({ data }) => void send('sandbox', data);</script>`,
  '/blob': `<iframe id="frame"></iframe><script>
    const page = new Blob([\`${inside('blob')}\`], { type: 'text/html' });
    frame.src = URL.createObjectURL(page);
  </script>`,
  // Reached into before anything of the frame's own can have run.
  '/blank': `<body><script>
    const frame = document.body.appendChild(document.createElement('iframe'));
    const { get } = Object.getOwnPropertyDescriptor(
      frame.contentWindow.HTMLInputElement.prototype, 'files');
    frame.contentDocument.body.innerHTML = '<input id=go type=file>';
    const input = frame.contentDocument.querySelector('input');
    frame.contentWindow.addEventListener('change', () => {
      for (const file of get.call(input)) void send('blank', file);
    }, true);
  </script>`,
  // An address that leads nowhere: the frame keeps its first document, in which no script of ours runs.
  '/nowhere': `<body><iframe id="frame" src="JavaScript:void(0)"></iframe><script>
    frame.contentWindow.document.body.innerHTML = "${inside('nowhere')}";
  </script>`,
  '/nowhere-written': `<body><script>
    const frame = document.createElement('iframe');
    frame.src = 'javascript:false';
    document.body.append(frame);
    const inner = frame.contentDocument;
    inner.open();
    inner.write("${inside('nowhere-written')}");
    inner.close();
  </script>`,
  '/nowhere-loaded': `<body><script>
    const frame = document.createElement('iframe');
    frame.src = 'javascript:false';
    frame.onload = () => {
      seen.push('load');
      window[0].document.body.innerHTML = "${inside('nowhere-loaded')}";
    };
    document.body.append(frame);
    if (location.search === '?touched') frame.contentDocument;
  </script>`,
  '/text': `<body><script>
    const frame = document.createElement('iframe');
    frame.src = 'javascript:' + encodeURIComponent(JSON.stringify(${JSON.stringify(inside('text'))}));
    document.body.append(frame);
    frame.contentWindow;
  </script>`,
  // The same methods, used on an input of the page around it, before the gate's own listener.
  '/borrowed': `<body><input id="go" type="file"><script>
    const frame = document.body.appendChild(document.createElement('iframe'));
    const { get } = Object.getOwnPropertyDescriptor(
      frame.contentWindow.HTMLInputElement.prototype, 'files');
    const look = ({ isTrusted }) => {
      for (const file of get.call(go)) void send('borrowed', file);
      seen.push([isTrusted, go.files.length]);
    };
    addEventListener('change', look, true);
  </script>`,
  '/written': `<body><iframe id="frame"></iframe><script>
    const inner = frame.contentDocument;
    inner.open();
    inner.write("${inside('written')}");
    inner.close();
  </script>`,
  // Takes every listener off the window, and puts its own there first.
  '/rewritten': `<script>
    addEventListener('load', () => setTimeout(() => {
      const { send, note } = window;
      document.open();
      document.write('<input id="go" type="file"><div id="zone" style="height:90px">drop</div>');
      document.close();
      addEventListener('change', (event) => {
        note(event);
        for (const file of event.target.files) void send('rewritten', file);
      }, true);
      const zone = document.querySelector('#zone');
      zone.addEventListener('dragover', (event) => event.preventDefault());
      addEventListener('drop', (event) => {
        event.preventDefault();
        for (const file of event.dataTransfer.files) void send('rewritten drop', file);
      }, true);
    }));
  </script>`,
  // The script is a part of what is written: it runs before anyone hears that something was.
  '/outrun': `<script>
    addEventListener('load', () => setTimeout(() => {
      document.write(\`<input id="go" type="file"><div id="zone" style="height:90px">drop</div><script>
        for (const type of ['input', 'change']) addEventListener(type, (event) => {
          const { files } = event.target;
          seen.push([type, event.isTrusted, files.length]);
          if (type === 'change') for (const file of files) void send('outrun', file);
        }, true);
        zone.addEventListener('dragover', (event) => event.preventDefault());
        addEventListener('drop', (event) => {
          event.preventDefault();
          const { files, items } = event.dataTransfer;
          for (const file of [...files, ...[...items].map((item) => item.getAsFile())]) {
            if (file) void send('outrun drop', file);
          }
          seen.push(['drop', event.isTrusted, files.length]);
        }, true);
      <\\/script>\`);
      document.close();
    }));
  </script>`,
  // A script of the page listens, then another one writes while the page is still read.
  '/parsed': `<div id="zone" style="height:90px">drop</div><script>
      addEventListener('dragover', (event) => event.preventDefault());
      addEventListener('drop', (event) => {
        event.preventDefault();
        const { files, types } = event.dataTransfer;
        seen.push(['drop', event.isTrusted, [...types]]);
        for (const file of files) void send('parsed', file);
      }, true);
    </script><script>document.write('<p>an advertisement</p>');</script>`,
  // Windows without an address of their own, into which the page puts an input at once.
  '/window': `<button id="go">go</button><script>
    const fill = (how, { document }) => {
      document.body.innerHTML = '<input id=go type=file>';
      document.querySelector('input').onchange = ({ target }) => {
        for (const file of target.files) void send(how, file);
      };
    };
    go.onclick = () => fill('window', open('', 'other', 'width=400,height=300'));
  </script>`,
  '/picture': `<button id="go">go</button><script>
    go.onclick = async () => {
      const other = await documentPictureInPicture.requestWindow();
      other.document.body.innerHTML = '<input id=go type=file>';
      other.document.querySelector('input').onchange = ({ target }) => {
        for (const file of target.files) void send('picture', file);
      };
    };
  </script>`,
  '/back': `<input id="go" type="file"><script>
    addEventListener('pageshow', ({ persisted }) => seen.push(['shown', persisted]));
    go.onchange = () => void send('back', go.files[0]);
  </script>`,
  '/elsewhere': 'elsewhere',
};
