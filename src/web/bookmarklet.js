// A bookmark that runs in the page that is being read, and sends it to Pullquote in a tab beside. It says nothing
// before that tab has answered from Pullquote's own address. What is in capitals is filled in, and lines are joined.
(() => {
  const home = HOME;
  const { origin } = new URL(home);
  const tab = open("", "pullquote");
  if (!tab) return alert(NO_TAB);
  let tries = 0;
  const hear = ({ source, origin: from, data }) => {
    if (source !== tab || from !== origin || !["ready", "refused"].includes(data?.pullquote)) return;
    end();
    if (data.pullquote === "refused") return alert(REFUSED);
    const root = document.documentElement;
    const html = `<html lang="${root.lang.replaceAll('"', "")}">${root.getHTML()}</html>`;
    tab.postMessage({ pullquote: "page", nonce: data.nonce, url: location.href, html }, origin);
    tab.focus();
  };
  const end = () => {
    clearInterval(timer);
    removeEventListener("message", hear);
  };
  const call = () => {
    if (tab.closed || 300 < tries) {
      end();
      return alert(NO_ANSWER);
    }
    if (tries === 0 && !isElsewhere()) tab.location = home;
    if (tries === 10) tab.location = home;
    tries += 1;
    tab.postMessage({ pullquote: "hello" }, origin);
  };
  const isElsewhere = () => {
    try {
      return tab.location.href !== "about:blank";
    } catch {
      return true;
    }
  };
  addEventListener("message", hear);
  const timer = setInterval(call, 200);
})();
