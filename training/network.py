"""The network: the encoder of e5-small, and heads that say what a sentence and a note carry."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from training.beginning import Beginning
from training.notes import LABELS, SIGNAL_STATUSES, SIGNALS, THEME_STATUSES, THEMES, Labelled

STATUSES = len(THEME_STATUSES) + len(SIGNAL_STATUSES)
HALF = torch.bfloat16
_LAYER_NAMES = {
    "query": "q", "key": "k", "value": "v", "joined": "ao", "wide": "fi", "narrow": "fo"
}  # fmt: skip
_NORM_NAMES = {"first_norm": "aln", "last_norm": "oln"}


class Layer(nn.Module):
    """One layer of the encoder: attention, then a wide step; a norm after each."""

    def __init__(self, begin: Beginning) -> None:
        super().__init__()
        width, inner = begin.width, begin.inner
        self.heads = begin.heads
        self.query, self.key, self.value, self.joined = (nn.Linear(width, width) for _ in range(4))
        self.wide, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.first_norm = nn.LayerNorm(width, begin.epsilon)
        self.last_norm = nn.LayerNorm(width, begin.epsilon)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None, drop: float) -> torch.Tensor:
        batch, length, width = x.shape

        def split(y: torch.Tensor) -> torch.Tensor:
            return y.view(batch, length, self.heads, -1).transpose(1, 2)

        # Written out: torch's own fused attention took twice as long backwards on this CPU.
        weights = split(self.query(x)) @ split(self.key(x)).transpose(-1, -2)
        weights = weights * (width // self.heads) ** -0.5
        if mask is not None:
            weights = weights + mask
        values = split(self.value(x))
        seen = (weights.softmax(-1).to(values.dtype) @ values).transpose(1, 2)
        seen = self.joined(seen.reshape(batch, length, width))
        x = self.first_norm(x + functional.dropout(seen, drop, self.training))
        wide = self.narrow(functional.gelu(self.wide(x)))
        return self.last_norm(x + functional.dropout(wide, drop, self.training))


class Encoder(nn.Module):
    """Pieces to vectors, with the weights of e5-small at first; the table of pieces stays."""

    def __init__(self, begin: Beginning) -> None:
        super().__init__()
        table = torch.tensor(begin.matrix("emb.word"))
        self.word = nn.Embedding.from_pretrained(table, freeze=True)
        places = begin.matrix("emb.pos") + begin.matrix("emb.type")[0]
        self.place = nn.Parameter(torch.tensor(places), requires_grad=False)
        self.norm = nn.LayerNorm(begin.width, begin.epsilon)
        self.layers = nn.ModuleList(Layer(begin) for _ in range(begin.layers))
        self._fill(begin)

    @torch.no_grad()
    def _fill(self, begin: Beginning) -> None:
        self.norm.weight.copy_(torch.tensor(begin.weights["emb.ln.w"]))
        self.norm.bias.copy_(torch.tensor(begin.weights["emb.ln.b"]))
        for number, layer in enumerate(self.layers):
            for name, short in (_LAYER_NAMES | _NORM_NAMES).items():
                part = getattr(layer, name)
                weight = torch.tensor(begin.weights[f"l{number}.{short}.w"])
                part.weight.copy_(weight.reshape(part.weight.shape))
                part.bias.copy_(torch.tensor(begin.weights[f"l{number}.{short}.b"]))

    def embed(self, words: torch.Tensor) -> torch.Tensor:
        """Add to the vectors of ``words`` where they stand."""
        return self.norm(words + self.place[: words.shape[1]])

    def forward(self, words: torch.Tensor) -> torch.Tensor:
        """Return a vector for each of ``words``, rows of vectors; the way in which it ships."""
        x = self.embed(words)
        for layer in self.layers:
            x = layer(x, None, 0.0)
        return x


class Network(nn.Module):
    """The encoder with its heads: per sentence, for the whole note, and per piece."""

    def __init__(self, begin: Beginning) -> None:
        super().__init__()
        labels, width = len(LABELS), begin.width
        self.unknown = begin.unknown
        self.encoder = Encoder(begin)
        # The last columns are one for each status, shared by all themes and by all signals: how
        # something is denied does not depend much on what is denied.
        self.sentence = nn.Linear(4 * width, labels + STATUSES)
        self.look = nn.Parameter(torch.randn(labels, width) * 0.05)
        self.value = nn.Parameter(torch.zeros(labels, width))
        self.whole_bias = nn.Parameter(torch.zeros(labels))
        self.personal = nn.Linear(width, 1)
        # What is alike to a reader of themes need not be so to who looks for something.
        self.turn = nn.Parameter(torch.eye(width))
        nn.init.normal_(self.sentence.weight, std=0.02)
        nn.init.constant_(self.sentence.bias, 0)
        with torch.no_grad():
            # Nearly all labels are absent from nearly all sentences.
            self.sentence.bias[:labels] = -4.0
            self.sentence.bias[: len(THEMES)] = -3.0

    def forward(
        self, hidden: torch.Tensor, mask: torch.Tensor, notes: Sequence[Labelled]
    ) -> tuple[list[torch.Tensor], torch.Tensor, torch.Tensor]:
        """Return logits: per sentence (a tensor a note), per note, and per piece.

        ``hidden`` is (notes, pieces, width); ``mask`` is true where a piece is.
        """
        places = self._places(hidden, notes)
        pooled = torch.stack([torch.logsumexp(2 * one, 0) / 2 for one in places])
        dropped = functional.dropout(hidden, 0.2, self.training)
        attention = (dropped @ self.look.T).transpose(1, 2).masked_fill(~mask[:, None], -1e9)
        seen = attention.softmax(-1) @ dropped
        whole = pooled + (seen * self.value).sum(-1) + self.whole_bias
        return places, whole, self.personal(dropped)[..., 0]

    def direction(self, vectors: torch.Tensor) -> torch.Tensor:
        """Return where what the encoder makes of a text, on average, points to: of length one."""
        return functional.normalize(vectors @ self.turn, dim=-1)

    def _places(self, hidden: torch.Tensor, notes: Sequence[Labelled]) -> list[torch.Tensor]:
        vectors, counts = [], []
        for row, note in zip(hidden, notes, strict=True):
            inside = row[: len(note.pieces)]
            around = [inside.mean(0), inside.max(0).values]
            for first, last in note.sentences:
                part = row[first:last]
                vectors.append(torch.cat([part.mean(0), part.max(0).values, *around]))
            counts.append(len(note.sentences))
        out = self.sentence(functional.dropout(torch.stack(vectors), 0.2, self.training))
        own, shared = out[:, : len(LABELS)], out[:, len(LABELS) :]
        return list((own + shared[:, status_columns()]).split(counts))


def status_columns() -> list[int]:
    """Return for each label the number of its shared status."""
    themes = [number for number in range(len(THEME_STATUSES)) for _ in THEMES]
    first = len(THEME_STATUSES)
    return themes + [first + number for number in range(len(SIGNAL_STATUSES)) for _ in SIGNALS]


def stack(notes: Sequence[Labelled], padding: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the pieces of ``notes`` as one table, and where in it pieces are."""
    longest = max(len(note.pieces) for note in notes)
    pieces = torch.full((len(notes), longest), padding)
    mask = torch.zeros(len(notes), longest, dtype=torch.bool)
    for row, note in enumerate(notes):
        pieces[row, : len(note.pieces)] = torch.tensor(note.pieces)
        mask[row, : len(note.pieces)] = True
    return pieces, mask


def targets(notes: Sequence[Labelled], field: str) -> torch.Tensor:
    """Return one field of all ``notes``: stacked for "whole", one below the other for others."""
    arrays = [getattr(note, field) for note in notes]
    return torch.tensor(np.stack(arrays) if field == "whole" else np.concatenate(arrays))
