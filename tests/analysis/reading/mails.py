"""A mail as a program saves it, written for this project."""

from tests.analysis.reading.pages import STORY

MAIL = (
    """\
Return-Path: <max@gazette.example>
Authentication-Results: mail.example; none
From: "Max Roe and Jo Bell" <max@gazette.example>
To: desk@example.org
Subject: =?utf-8?q?Re=3A_Pilots_stay_out?=
Date: Tue, 10 Mar 2026 23:30:00 -0500
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

"""
    + "\n\n".join(STORY)
    + "\n\n-- \nMax Roe\nHarbour Gazette, Tidewater\n"
)
