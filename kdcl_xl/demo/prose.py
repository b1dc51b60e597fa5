"""The prose of a sample self-assessment: descriptions with figures and citations, strengths, weaknesses, passages."""

from __future__ import annotations

import random
import re

from kdcl_xl.demo.evidence import Catalogue
from kdcl_xl.demo.themes import Theme, Weakness, themes_of
from kdcl_xl.demo.words import Words, fill, loose_numbers
from kdcl_xl.forms.form import Edition
from kdcl_xl.law.regulation import Criterion, Standard

_CITED = re.compile(r"((?: @\d)+)")

_OPENINGS = (
    "Về nội dung này, trong năm học $y0 $t đã làm được những việc sau.",
    "Trong năm học $y0, bộ phận phụ trách rà soát hồ sơ của ba năm gần đây và ghi nhận kết quả như sau.",
    "Qua thu thập, đối chiếu minh chứng, nhóm viết ghi nhận hiện trạng sau.",
    "Đối chiếu yêu cầu của mức này với thực tế, nhóm công tác nhận thấy như sau.",
    "Các việc sau đã được thực hiện và có hồ sơ lưu.",
)
_HIGHER_OPENINGS = (
    "Ngoài những việc đã nêu ở mức dưới, $t còn đạt được kết quả sau.",
    "So với mức dưới, hiện trạng có thêm những điểm sau.",
    "Kết quả nâng cao của $t thể hiện ở các điểm sau.",
    "Trên nền những việc đã làm, nhóm viết ghi nhận thêm như sau.",
)
_CLOSINGS = (
    "Các bộ phận lưu hồ sơ đầy đủ, thuận tiện khi tra cứu.",
    "Việc thực hiện được theo dõi qua họp giao ban hằng tháng.",
    "Những việc trên được duy trì thành nền nếp.",
    "Kết quả được thông báo trong hội đồng sư phạm.",
    "$Ht trực tiếp kiểm tra việc thực hiện mỗi học kỳ.",
)
_LACKING = (
    "Đối chiếu với yêu cầu của $muc $so, $t chưa đáp ứng đầy đủ. Cụ thể, $van_de. $Nguyen_nhan là nguyên nhân chính. "
    "Việc này đã được đưa vào kế hoạch cải tiến của năm học $y0 để khắc phục từng bước.",
    "$T đã có cố gắng nhưng tự nhận thấy chưa đạt $muc $so, vì $van_de. Nguyên nhân được hội đồng xác định là "
    "$nguyen_nhan. Giải pháp dự kiến là $giai_phap, theo dõi qua từng học kỳ.",
)


class Writer:
    """Writes for one school; every sentence about the same document cites the same code."""

    def __init__(
        self, edition: Edition, words: Words, catalogue: Catalogue, rng: random.Random, *, private: bool
    ):
        self._edition, self._school_words, self._catalogue, self._rng = edition, words, catalogue, rng
        self._private = private
        self._words = words
        self._by_criterion: dict[str, Words] = {}
        self._used: set[str] = set()

    def description(self, criterion: Criterion, level: int) -> str:
        """Hiện trạng of a level that is met: 80 to 250 words with figures and codes."""
        self._about(criterion)
        sentences = [self._text(_OPENINGS if level == criterion.levels[0].level else _HIGHER_OPENINGS)]
        themes = self._themes(criterion)
        most = 5 + 4 * (len(themes) > 1) if level == criterion.levels[0].level else 6
        facts = [(theme, fact) for theme in themes for fact in self._facts(theme, level)]
        for theme, fact in self._share(facts, most):
            sentences.append(self._sentence(criterion.code, theme, fact))
        sentences.append(self._text(_CLOSINGS))
        return self._once(" ".join(sentences), criterion)

    def unmet(self, criterion: Criterion, level: int) -> str:
        """Hiện trạng of a level that is not met: what is lacking and why."""
        weakness = self.weaknesses(criterion)[0]
        words = self._about(criterion) | {
            "muc": self._edition.rules.level_word,
            "so": str(level),
            "van_de": lower_first(weakness.issue),
            "nguyen_nhan": lower_first(weakness.cause),
            "Nguyen_nhan": weakness.cause,
            "giai_phap": lower_first(weakness.measure),
        }
        return self._once(fill(self._rng.choice(_LACKING), words), criterion)

    def strengths(self, criterion: Criterion) -> str:
        """Điểm mạnh of a criterion."""
        words = self._about(criterion)
        return " ".join(fill(text, words) for theme in self._themes(criterion) for text in theme.strengths)

    def weaknesses(self, criterion: Criterion) -> list[Weakness]:
        """What is not good enough, each with cause, measure and goal in this school's words."""
        words = self._about(criterion)
        return [
            Weakness(*(fill(part, words) for part in (w.issue, w.cause, w.measure, w.goal)))
            for theme in self._themes(criterion)
            for w in theme.weaknesses
        ]

    def trend(self, standard: Standard) -> str:
        """Xu hướng 03 năm of a standard: one sentence of each of its first criteria."""
        criteria = standard.criteria[:3]
        return " ".join(fill(self._themes(criterion)[0].trend, self._words) for criterion in criteria)

    def main_evidence(self, criterion: Criterion) -> str:
        """The first codes cited under a criterion, for the column "Minh chứng chính"."""
        return "; ".join(self._catalogue.codes_of(criterion.code)[:2])

    def passage(self, section: str, standard: Standard | None, outcome: str) -> str:
        """The prose that belongs to no criterion."""
        return passage(section, standard, self._school_words, outcome)

    def _about(self, criterion: Criterion) -> Words:
        """The words of a criterion: the school's, with small numbers (meetings, ideas) of its own."""
        if criterion.code not in self._by_criterion:
            self._by_criterion[criterion.code] = self._school_words | loose_numbers(
                self._rng, int(self._school_words["gv"])
            )
        self._words = self._by_criterion[criterion.code]
        return self._words

    def _themes(self, criterion: Criterion) -> tuple[Theme, ...]:
        return themes_of(self._edition.rules.id, criterion.code)

    def _facts(self, theme: Theme, level: int) -> list[str]:
        kind = self._edition.kind
        if kind is None:
            raise ValueError("a self-assessment is printed for a kind of school")
        rung = 1 if theme.key.startswith("m4_") else min(level, 3)
        return theme.facts_of(rung, kind, private=self._private)

    def _share(self, facts: list[tuple[Theme, str]], most: int) -> list[tuple[Theme, str]]:
        """At most so many facts, in their order, some of every theme."""
        if len(facts) <= most:
            return facts
        kept = sorted(self._rng.sample(range(len(facts)), most))
        return [facts[place] for place in kept]

    def _sentence(self, criterion: str, theme: Theme, fact: str) -> str:
        def citation(found: re.Match[str]) -> str:
            return " " + self._catalogue.cite(criterion, theme, [int(n) for n in re.findall(r"\d", found[1])])

        return _CITED.sub(citation, fill(fact, self._words))

    def _text(self, variants: tuple[str, ...]) -> str:
        return fill(self._rng.choice(variants), self._words)

    def _once(self, text: str, criterion: Criterion) -> str:
        """No paragraph stands twice in a report: criteria of the same theme name their own subject."""
        if text in self._used:
            text = f"{text} Nhận định này viết riêng cho tiêu chí {criterion.code}."
        self._used.add(text)
        return text


def passage(section: str, standard: Standard | None, words: Words, outcome: str) -> str:
    """One passage of the report by its section id (`mo-dau-1`, `kien-nghi` …)."""
    if section.startswith("mo-dau-") and standard:
        names = "; ".join(lower_first(c.title) for c in standard.criteria[:3])
        return fill(
            f"Tiêu chuẩn {standard.code} được xem xét trên $hs_tong $hs, $lop $dv_lop và $tong_nguoi cán bộ, giáo viên, "
            f"nhân viên của $t. Nhóm công tác tập trung vào {names} và các nội dung còn lại của tiêu chuẩn, đối chiếu hồ sơ "
            "với thực tế, phỏng vấn người làm và quan sát tại chỗ trước khi viết.",
            words,
        )
    if section.startswith("ket-luan-") and standard:
        return fill(
            f"Qua {len(standard.criteria)} tiêu chí của Tiêu chuẩn {standard.code}, $t duy trì được những việc đã thành nền "
            "nếp, hồ sơ đủ và kiểm chứng được. Những điểm chưa đạt đã có người phụ trách, thời hạn và cách theo dõi trong kế "
            f"hoạch cải tiến. {_STANDARD_REMARKS[int(standard.code) % len(_STANDARD_REMARKS)]}",
            words,
        )
    return fill(_PASSAGES[section], words | {"ket_luan": outcome})


_STANDARD_REMARKS = (
    "Hội đồng thống nhất giữ cách làm hiện nay và bổ sung số liệu theo dõi.",
    "Hội đồng đề nghị các tổ rà soát lại minh chứng vào cuối mỗi học kỳ.",
    "Hội đồng đề nghị ưu tiên nguồn lực cho những nội dung liên quan trực tiếp đến $hs.",
    "Hội đồng đề nghị tăng cường trao đổi với gia đình và địa phương.",
)
_PASSAGES = {
    "tong-quan": "$T đóng tại $xa, năm học $y0 có $lop $dv_lop với $hs_tong $hs (trong đó $hs_nu nữ), $gv giáo viên, $cbql "
    "cán bộ quản lý và $nv nhân viên. Khuôn viên rộng $dat m², có $phong phòng cho các $dv_lop. Địa bàn dân cư đông, phần lớn "
    "gia đình quan tâm đến việc học; một số gia đình làm việc theo ca nên việc phối hợp phải linh hoạt. $T chịu sự quản lý của "
    "$dv, có sự phối hợp thường xuyên với các đoàn thể của $xa.",
    "muc-dich": "$T tự đánh giá để thấy rõ mình đang ở đâu, lập kế hoạch cải tiến sát thực tế và giải trình với gia đình, xã "
    "hội. Phạm vi gồm toàn bộ hoạt động của $t trong các năm học gần đây đến năm học $y0. Hội đồng tự đánh giá lập kế hoạch, "
    "chia nhóm công tác, thu thập và mã hóa minh chứng, viết phiếu từng tiêu chí, thảo luận chung, lấy ý kiến toàn thể rồi "
    "hoàn thiện báo cáo.",
    "ket-luan": "Trên cơ sở đối chiếu từng chỉ báo, $t tự xác định: $ket_luan. Kết quả này phản ánh đúng điều kiện $lop $dv_lop "
    "và đội ngũ $gv giáo viên hiện có. Hội đồng tự đánh giá nhất trí thông qua báo cáo và chịu trách nhiệm về số liệu, minh "
    "chứng đã nêu.",
    "kien-nghi": "Đề nghị $dv tạo điều kiện bồi dưỡng nghiệp vụ tự đánh giá cho giáo viên mới, hỗ trợ kinh phí sửa chữa và thiết "
    "bị theo danh mục ưu tiên; đề nghị chính quyền $xa tiếp tục giữ trật tự, an toàn khu vực cổng trường trong giờ đưa đón.",
}


def lower_first(text: str) -> str:
    """The text with a small first letter; names inside keep their capitals."""
    return text[0].lower() + text[1:]
