#include "fade_sources.h"

#include <cstdio>

#include "fade_calibration.h"
#include "parameters.h"
#include "shared/fade.h"

namespace stipple::model {
namespace {

std::string text(const char* format, double value) {
    char buffer[96];
    std::snprintf(buffer, sizeof buffer, format, value);
    return buffer;
}

std::vector<FadeFigure> make_figures() {
    using enum Ground;
    return {
        {known, "Measured fading", "none published",
         "No controlled study has followed scalp micropigmentation over years with an instrument. Every percentage here is fitted to what clinics say about "
         "touch-ups, so the course is shown with a band and can be set by work of your own.",
         "search of dermatology journals and clinics' pages; the one clinical series found describes dots but no fading (Nguyen 2022, Skin Appendage "
         "Disorders, PMC9485964)"},
        {known, "Touch-ups", "every 3 to 6 years",
         "Clinics name 18 months to 5 years, 2 to 4 for a crisp look, 3 to 5, 4 to 6, rarely up to 8. One surgeon sees 10 to 20 % of clients back after 2 to 3 "
         "years, who want a touch-up rather than need one.",
         "Scalp Nation, Ink2Scalp, Topline SMP, Jonathan Gerow, DermMicro; Dr Pak on RealSelf. Clinics' figures are marketing and differ by a factor of 3."},
        {known, "Fresh work", "30 to 50 % darker", "Right after a session dots are darker and cooler than they heal, and swollen, with scabs.",
         "colour theory of the Gatehouse Level 4 syllabus (masterymind.co.uk)"},
        {known, "Healing", "most in days 3 to 10", "Scabs fall and take pigment along; slower until week 4, then the true colour after 28 to 42 days.",
         "HIS Hair Clinic, Scalp Hair UK, Scalp Nation"},
        {known, "Pigment in skin", "a third gone in weeks",
         "Of tattoo ink in animals about a third is gone within weeks; what is left is held and handed on by cells of the skin. In pigs it was steady from day 7 "
         "to 28. Far more ink than in a scalp dot.",
         "Baeumler, Curr Probl Dermatol 48; Baranska 2018, J Exp Med; Tattoo pigment biokinetics 2024"},
        {derived, "Half-life", text("%.1f years", double(shared::FADE_HALF_LIFE_YEARS)),
         "Of the median dot on normal skin with normal sun. Chosen so that 63 % are left at 4 years, when most clients are said to come back, and 40 % at 8.",
         "fit to the touch-up intervals above; 2 to 12 years would fit one clinic or another"},
        {derived, "The band", text("%.1f times either way", course_factor(0)),
         "Fast fades 1.5 times as fast as typical, slow two thirds as fast: then strength falls below 60 % after about 3 or 6.6 years, the intervals clinics report. "
         "What you saw of your own work narrows it to " + text("%.2f times with one observation", course_factor(1)) + text(" and %.2f with two; that it does so "
         "much is assumed.", course_factor(2)),
         "the touch-up intervals above"},
        {derived, "Healed", text("%.0f days", double(shared::FADE_HEALED_YEARS) * 365.25),
         "All strengths are in per cent of the work after six weeks.", "true colour after 28 to 42 days, as clinics agree"},
        {assumed, "Fresh excess", text("%.0f %%", double(shared::FADE_FRESH_EXCESS) * 100) + text(", %.0f days", double(shared::FADE_FRESH_YEARS) * 365.25),
         "A fresh dot holds half as much again, which goes with a time constant of 5 days, so that nearly all is gone by day 18.",
         "size from the Gatehouse syllabus's 30 to 50 %; the time constant fits \"days 3 to 10\""},
        {assumed, "Dot to dot", text("%.2f, log-normal", double(shared::FADE_HALF_LIFE_SIGMA)),
         "Half-lives differ from dot to dot, so that old work thins out rather than dims evenly.", "nothing published; chosen by eye"},
        {assumed, "Spreading", text("%.4f mm\xC2\xB2 a year", double(shared::FADE_DIFFUSION_MM2_PER_YEAR)),
         "A dot of 0.22 mm then reads 0.25 mm after 4 years. Oily skin 1.4 times that, pigment at 1 mm 5 times, at 1.5 mm 20 times.",
         "between what lets dots stay apart (RealSelf) and the hundredth of a mm\xC2\xB2 of deep tattoos (Eames 2011, Mathematics Today)"},
        {assumed, "Skin", "dry 1.4, oily 1.2", "Times faster than normal skin. Dark skin (Monk 7 and up) 0.85. That dry skin fades faster and dark skin slower is what clinics say.",
         "directions: International Hairlines, Days Get Brighter, Scalp Nation; sizes assumed"},
        {assumed, "Sun", "hat 0.75, outdoor 1.8", "Times the fading of normal days. Sun is named the strongest outer cause.",
         "directions: Folicule, New Hair PS, Jonathan Gerow; sizes assumed"},
        {assumed, "Depth", "shallow 1.5, deep 0.8", "Pigment at 0.1 mm sheds with the skin, from 1 mm on it stays, spreads and turns blue.",
         "directions: clinics and trainers; sizes assumed"},
        {assumed, "Pigment", "iron oxide 1.5, ink 0.6", "Times the fading of carbon made for the scalp. Iron oxide turns warm, tattoo ink blue-green, carbon keeps its hue.",
         "directions: DermMicro, makers of brow pigment; sizes assumed"},
        {assumed, "Aftercare", "careless 0.85, poor 0.7", "What is left after two weeks, once and for all and in patches, where scabs are picked, sweat and sun come too early.",
         "direction: clinics' aftercare sheets; sizes assumed"},
        {assumed, "Touch-up below", text("%.0f %%", parameter(ParameterId::touchup_threshold_percent).default_number), "Where a touch-up is suggested. Drag the line of the plot to what you hold with.", "at 4 years the typical course has 63 %"},
    };
}

}  // namespace

const std::vector<FadeFigure>& fade_figures() {
    static const std::vector<FadeFigure> figures = make_figures();
    return figures;
}

}  // namespace stipple::model
