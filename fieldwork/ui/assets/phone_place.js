// Asks the phone where it is, once when shown and again at a tap. Nothing is kept here.

const asked = new WeakSet();

function ask(send, say, words) {
  if (!globalThis.isSecureContext || !navigator.geolocation) return send("trouble", "unsafe");
  say(words.asking);
  navigator.geolocation.getCurrentPosition(
    ({ coords, timestamp }) => send("spot", {
      lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy, at: timestamp, try: Date.now(),
    }),
    (error) => send("trouble", `${["", "denied", "unknown", "slow"][error.code] ?? "unknown"}-${Date.now()}`),
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 0 },
  );
}

export default function ({ data, parentElement, setStateValue }) {
  const button = parentElement.querySelector("button");
  const state = parentElement.querySelector("p");
  const say = (words) => { state.textContent = words; };
  button.textContent = data.words.again;
  say("");
  button.onclick = () => ask(setStateValue, say, data.words);
  if (data.now && !asked.has(button)) ask(setStateValue, say, data.words);
  asked.add(button);
}
