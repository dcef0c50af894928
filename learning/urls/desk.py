"""The trainee's desk: the first page of learning."""

from django.urls import URLPattern, path

from learning.views import desk

urlpatterns: list[URLPattern] = [path("", desk.desk, name="desk")]
