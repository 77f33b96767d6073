#include "site_sampler_candidates.h"

#include <algorithm>
#include <cassert>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace stipple::scalp {
namespace {

constexpr std::int32_t highest = 32767;
constexpr std::int32_t longest = 28000;  // a reach doubled `shift` times is at most this, so that its square fits
constexpr std::uint32_t crowd_top = 8192;

}  // namespace

CandidateScale::CandidateScale(float side_mm, float reach_mm) : steps_per_mm(float(steps_per_side) / side_mm) {
    reach = std::int32_t(reach_mm * steps_per_mm) + 1;
    assert(reach <= longest);
    while ((reach << (shift + 1)) <= longest) ++shift;
    const std::int32_t doubled = reach << shift;
    reach2 = doubled * doubled >> 16;
    crowd_factor = std::min(65535U, crowd_top * 65536U / (4 * std::uint32_t(reach2)));
}

std::int32_t CandidateScale::squared(double mm) const {
    const double doubled = mm * double(steps_per_mm) * double(1U << shift);
    return std::int32_t(std::min(doubled * doubled * (1.0 / 65536), double(highest)));
}

std::int32_t CellCandidates::squared(std::uint32_t i, const Steps& site, const CandidateScale& scale) const {
    const std::int32_t most = highest >> scale.shift;
    const auto square = [&](std::int32_t d) {
        d = std::clamp(d, -most, most) * (1 << scale.shift);
        return d * d >> 16;
    };
    return std::min(highest, square(u(i) - site.u) + square(v(i) - site.v) + square(w(i) - site.w));
}

std::uint32_t CellCandidates::within(std::uint32_t first, const Steps& site, const CandidateScale& scale) const {
#if defined(__SSE2__)
    const __m128i most = _mm_set1_epi16(short(highest >> scale.shift)),
                  least = _mm_sub_epi16(_mm_setzero_si128(), most);
    const __m128i shift = _mm_cvtsi32_si128(int(scale.shift));
    const std::int16_t* at = group_of(first);
    const auto square = [&](std::uint32_t field, std::int32_t s) {
        const auto* from = reinterpret_cast<const __m128i*>(at + field * group);
        __m128i d = _mm_subs_epi16(_mm_loadu_si128(from), _mm_set1_epi16(short(s)));
        d = _mm_sll_epi16(_mm_max_epi16(_mm_min_epi16(d, most), least), shift);
        return _mm_mulhi_epi16(d, d);
    };
    const __m128i d2 = _mm_adds_epi16(_mm_adds_epi16(square(0, site.u), square(1, site.v)), square(2, site.w));
    const __m128i near = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 3 * group));
    const __m128i in = _mm_andnot_si128(_mm_cmpeq_epi16(near, _mm_setzero_si128()),
                                        _mm_cmplt_epi16(d2, _mm_set1_epi16(short(scale.reach2))));
    return std::uint32_t(_mm_movemask_epi8(_mm_packs_epi16(in, _mm_setzero_si128())));
#else
    std::uint32_t bits = 0;
    for (std::uint32_t k = 0; k < group; ++k)
        if (nearest(first + k) != 0 && squared(first + k, site, scale) < scale.reach2) bits |= 1U << k;
    return bits;
#endif
}

void CellCandidates::block_one(std::uint32_t i, std::int32_t d2, const CandidateScale& scale) const {
    nearest(i) = std::int16_t(std::min<std::int32_t>(nearest(i), d2));
    const std::uint32_t inside = std::uint32_t(std::max(0, scale.reach2 - d2)) * 4;
    const std::uint32_t t = inside * scale.crowd_factor >> 16;
    crowd(i) = std::int16_t(std::min<std::int32_t>(highest, crowd(i) + std::int32_t(t * t >> 16)));
}

void CellCandidates::kill(const Steps& point, const CandidateScale& scale) const {
#if defined(__SSE2__)
    const __m128i su = _mm_set1_epi16(short(point.u)), sv = _mm_set1_epi16(short(point.v)),
                  sw = _mm_set1_epi16(short(point.w));
    const __m128i most = _mm_set1_epi16(short(highest >> scale.shift)),
                  least = _mm_sub_epi16(_mm_setzero_si128(), most);
    const __m128i shift = _mm_cvtsi32_si128(int(scale.shift)), reach2 = _mm_set1_epi16(short(scale.reach2));
    const auto square = [&](const std::int16_t* at, __m128i s) {
        __m128i d = _mm_subs_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)), s);
        d = _mm_sll_epi16(_mm_max_epi16(_mm_min_epi16(d, most), least), shift);
        return _mm_mulhi_epi16(d, d);
    };
    each_span(point, scale.reach, [&](std::uint32_t begin, std::uint32_t end) {
        for (std::int16_t *at = group_of(begin), *last = group_of(end - 1); at <= last; at += group * fields) {
            const __m128i d2 =
                _mm_adds_epi16(_mm_adds_epi16(square(at, su), square(at + group, sv)), square(at + 2 * group, sw));
            auto* near = reinterpret_cast<__m128i*>(at + 3 * group);
            _mm_storeu_si128(near, _mm_andnot_si128(_mm_cmplt_epi16(d2, reach2), _mm_loadu_si128(near)));
        }
    });
#else
    kill_side(point, scale, [](std::uint32_t) { return false; });
#endif
}

void CellCandidates::block(const Steps& site, const CandidateScale& scale) const {
#if defined(__SSE2__)
    const __m128i su = _mm_set1_epi16(short(site.u)), sv = _mm_set1_epi16(short(site.v)),
                  sw = _mm_set1_epi16(short(site.w));
    const __m128i most = _mm_set1_epi16(short(highest >> scale.shift)),
                  least = _mm_sub_epi16(_mm_setzero_si128(), most);
    const __m128i shift = _mm_cvtsi32_si128(int(scale.shift)), reach2 = _mm_set1_epi16(short(scale.reach2)),
                  factor = _mm_set1_epi16(short(scale.crowd_factor));
    const auto square = [&](const std::int16_t* at, __m128i s) {
        __m128i d = _mm_subs_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)), s);
        d = _mm_sll_epi16(_mm_max_epi16(_mm_min_epi16(d, most), least), shift);
        return _mm_mulhi_epi16(d, d);
    };
    each_span(site, scale.reach, [&](std::uint32_t begin, std::uint32_t end) {
        for (std::int16_t *at = group_of(begin), *last = group_of(end - 1); at <= last; at += group * fields) {
            const __m128i d2 =
                _mm_adds_epi16(_mm_adds_epi16(square(at, su), square(at + group, sv)), square(at + 2 * group, sw));
            auto* near = reinterpret_cast<__m128i*>(at + 3 * group);
            _mm_storeu_si128(near, _mm_min_epi16(_mm_loadu_si128(near), d2));
            const __m128i t = _mm_mulhi_epu16(_mm_slli_epi16(_mm_subs_epu16(reach2, d2), 2), factor);
            auto* sum = reinterpret_cast<__m128i*>(at + 4 * group);
            _mm_storeu_si128(sum, _mm_adds_epi16(_mm_loadu_si128(sum), _mm_mulhi_epu16(t, t)));
        }
    });
#else
    each_span(site, scale.reach, [&](std::uint32_t begin, std::uint32_t end) {
        for (std::uint32_t i = begin; i < end; ++i) block_one(i, squared(i, site, scale), scale);
    });
#endif
}

std::uint32_t CellCandidates::least_crowded(std::int32_t free2) const {
    std::int32_t best = highest;
    std::uint32_t i = 0;
#if defined(__SSE2__)
    const __m128i wanted = _mm_set1_epi16(short(free2 - 1)), top = _mm_set1_epi16(short(highest));
    const auto worth = [&](const std::int16_t* at) {
        const __m128i open = _mm_cmpgt_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 3 * group)), wanted);
        return _mm_or_si128(_mm_and_si128(open, _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 4 * group))),
                            _mm_andnot_si128(open, top));
    };
    __m128i low = top;
    for (const std::int16_t *at = group_of(0), *end = group_of(padded_); at < end; at += group * fields)
        low = _mm_min_epi16(low, worth(at));
    low = _mm_min_epi16(low, _mm_srli_si128(low, 8));
    low = _mm_min_epi16(low, _mm_srli_si128(low, 4));
    low = _mm_min_epi16(low, _mm_srli_si128(low, 2));
    best = std::int16_t(_mm_cvtsi128_si32(low));
    if (best == highest) return none;
    const __m128i value = _mm_set1_epi16(short(best));
    while (_mm_movemask_epi8(_mm_cmpeq_epi16(worth(group_of(i)), value)) == 0) i += group;
#else
    for (std::uint32_t k = 0; k < padded_; ++k)
        if (nearest(k) >= free2) best = std::min<std::int32_t>(best, crowd(k));
    if (best == highest) return none;
#endif
    while (nearest(i) < free2 || crowd(i) != best) ++i;
    return i;
}

std::uint32_t CellCandidates::furthest() const {
    std::int32_t best = 0;
    std::uint32_t i = 0;
#if defined(__SSE2__)
    __m128i high = _mm_setzero_si128();
    for (const std::int16_t *at = group_of(0), *end = group_of(padded_); at < end; at += group * fields)
        high = _mm_max_epi16(high, _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 3 * group)));
    high = _mm_max_epi16(high, _mm_srli_si128(high, 8));
    high = _mm_max_epi16(high, _mm_srli_si128(high, 4));
    high = _mm_max_epi16(high, _mm_srli_si128(high, 2));
    best = std::int16_t(_mm_cvtsi128_si32(high));
#else
    for (std::uint32_t k = 0; k < padded_; ++k) best = std::max<std::int32_t>(best, nearest(k));
#endif
    if (best <= 0) return none;
    while (nearest(i) != best) ++i;
    return i;
}

}  // namespace stipple::scalp
