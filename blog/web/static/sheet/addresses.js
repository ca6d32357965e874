// Addresses as people type them, and those alone that the site makes links of.
const SCHEME = /^(?:https?:\/\/|mailto:|tel:)\S+$/i;
const PATH = /^\/(?!\/)\S*$|^#\S+$/;
const HOST = /^(?:www\.|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:[/?#:]|$))\S*$/u;
const MAIL = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/;

// Returns the address that was meant, or "" where none is.
export function readAddress(typed) {
  const words = typed.trim();
  if (SCHEME.test(words) || PATH.test(words)) return words;
  if (MAIL.test(words)) return `mailto:${words}`;
  return HOST.test(words) ? `https://${words}` : "";
}

export function isWebAddress(words) {
  return /^https?:\/\/[^\s()<>]+$/.test(words.trim());
}

// As the server shows an address: letters of other alphabets decoded, all else as it is written.
export function showAddress(address) {
  return address.replace(/(?:%[89a-f][\da-f])+/gi, (encoded) => {
    try {
      const words = decodeURIComponent(encoded);
      return /^[\p{L}\p{M}\p{N}]+$/u.test(words) ? words : encoded;
    } catch {
      return encoded;
    }
  });
}
